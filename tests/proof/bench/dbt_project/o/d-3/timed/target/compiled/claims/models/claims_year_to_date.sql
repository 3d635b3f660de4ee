select *, null as regency, 'national' as scope from (
select months.period, benefit_type,
    count(distinct claim_id) filter (sen > 0) as claim_count,
    count(*) as payment_count,
    count(distinct participant) as participant_count,
    sum(sen)::bigint as amount_sen
from (select distinct payment_month as period from "candidate"."main"."effective") as months
inner join "candidate"."main"."effective" as lines on lines.payment_month <= months.period and year(lines.payment_month) = year(months.period)
group by months.period, benefit_type
)
union all by name
select *, 'regency' as scope from (
select months.period, benefit_type, regency,
    count(distinct claim_id) filter (sen > 0) as claim_count,
    count(*) as payment_count,
    count(distinct participant) as participant_count,
    sum(sen)::bigint as amount_sen
from (select distinct payment_month as period from "candidate"."main"."effective") as months
inner join "candidate"."main"."effective" as lines on lines.payment_month <= months.period and year(lines.payment_month) = year(months.period)
group by months.period, benefit_type, regency
)