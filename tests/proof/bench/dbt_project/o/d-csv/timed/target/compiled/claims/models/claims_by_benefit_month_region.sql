with cells as (
    select payment_month as period, benefit_type, segment, branch, regency, 
    count(distinct claim_id) filter (sen > 0) as claim_count,
    count(*) as payment_count,
    count(distinct participant) as participant_count,
    sum(sen)::bigint as amount_sen
 from "candidate"."main"."effective" group by 1, 2, 3, 4, 5
)
select cells.*, names.regency_name
from cells
left join (select regency_code, any_value(regency_name) as regency_name from read_csv('/tmp/wt/peers/transforms/tables/regions.csv', all_varchar = true, header = true) group by 1) as names on names.regency_code = cells.regency