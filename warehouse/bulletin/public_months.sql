-- The country, by month and benefit type, from $first to $last. Changes only between two cells that are shown, of months whose expected
-- senders are all in. A file of an earlier release does not tell senders and maturity: it has no changes.
with cells as (
    select cast(null as bigint) as senders_expected, cast(null as bigint) as senders_received, cast(null as varchar) as maturity where false
    union all by name
    select * from mart.claims_by_benefit_month
)
select
    now.period, now.benefit_type_code, now.benefit_type_name as name_id, now.benefit_type_name_en as name_en,
    now.claim_count, now.amount_paid_idr, now.mark, now.senders_expected, now.senders_received, now.maturity,
    case when now.claim_count > 0 then cast(
        sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2))
        as decimal(18, 0)) * 0.01 end as average_per_claim_idr,
    case when before.claim_count > 0 then cast(
        sign(now.claim_count - before.claim_count) * ((abs(cast((now.claim_count - before.claim_count) as hugeint)) * 2000000 + cast(before.claim_count as hugeint)) // (cast(before.claim_count as hugeint) * 2))
        as decimal(18, 0)) * 0.0001 end as claim_change_percent,
    case when before.amount_paid_idr > 0 then cast(
        sign(now.amount_paid_idr - before.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr - before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2))
        as decimal(18, 0)) * 0.0001 end as amount_change_percent
from cells as now
left join cells as before
    on before.period = now.period - interval 12 months and before.benefit_type_code = now.benefit_type_code
    and before.mark = 'shown' and now.mark = 'shown'
    and before.senders_received = before.senders_expected and now.senders_received = now.senders_expected
where now.period between $first and $last
order by now.period, now.benefit_type_code;
