-- Running totals of the year up to $last and up to $before, by benefit type; of the country, or of one regency.
-- Changes in per cent, four decimals, half up: NULL unless both spans are wholly published and all their expected senders are in.
-- Whether a span is wholly published stands with its totals: the table by benefit type tells it only from this release on.
with spans as (
    select period, any_value(months_included) as months_included, bool_and(is_complete) as is_complete
    from mart.claims_year_to_date_total
    group by period
)
select
    now.period, now.scope, now.benefit_type_code, now.regency_code, b.name_id, b.name_en,
    now.claim_count, now.payment_count, now.participant_count, now.amount_paid_idr,
    now.senders_expected, now.senders_received, now.maturity, s.months_included, s.is_complete,
    case when now.claim_count > 0 then cast(
        sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2))
        as decimal(18, 0)) * 0.01 end as average_per_claim_idr,
    case when before.claim_count > 0 then cast(
        sign(now.claim_count - before.claim_count) * ((abs(cast((now.claim_count - before.claim_count) as hugeint)) * 2000000 + cast(before.claim_count as hugeint)) // (cast(before.claim_count as hugeint) * 2))
        as decimal(18, 0)) * 0.0001 end as claim_change_percent,
    case when before.amount_paid_idr > 0 then cast(
        sign(now.amount_paid_idr - before.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr - before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2))
        as decimal(18, 0)) * 0.0001 end as amount_change_percent
from mart.claims_year_to_date as now
left join spans as s on s.period = now.period
left join spans as t on t.period = now.period - interval 12 months
left join mart.claims_year_to_date as before
    on before.period = t.period and before.scope = now.scope and before.benefit_type_code = now.benefit_type_code
    and before.regency_code is not distinct from now.regency_code and s.is_complete and t.is_complete
    and now.senders_received = now.senders_expected and before.senders_received = before.senders_expected
left join meta.benefit_type as b on b.benefit_type_code = now.benefit_type_code
where now.period in ($last, $before)
  and case when $regency_code is null then now.scope = 'national' else now.scope = 'regency' and now.regency_code = $regency_code end
order by now.period, now.benefit_type_code;
