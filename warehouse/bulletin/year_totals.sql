-- Running totals of the year up to $last and up to $before, by named total; counts are counted anew over benefit types and months.
-- Changes in per cent, four decimals, half up: NULL unless both spans are wholly published and all their expected senders are in.
select
    now.period, now.scope, now.total_code, now.regency_code, now.total_name as name_id, now.total_name_en as name_en,
    now.claim_count, now.payment_count, now.participant_count, now.amount_paid_idr,
    now.senders_expected, now.senders_received, now.maturity, now.average_per_claim_idr, now.months_included, now.is_complete,
    case when before.claim_count > 0 then cast(
        sign(now.claim_count - before.claim_count) * ((abs(cast((now.claim_count - before.claim_count) as hugeint)) * 2000000 + cast(before.claim_count as hugeint)) // (cast(before.claim_count as hugeint) * 2))
        as decimal(18, 0)) * 0.0001 end as claim_change_percent,
    now.amount_change_year_percent as amount_change_percent
from mart.claims_year_to_date_total as now
left join mart.claims_year_to_date_total as before
    on before.period = now.period - interval 12 months and before.scope = now.scope and before.total_code = now.total_code
    and before.regency_code is not distinct from now.regency_code and now.is_complete and before.is_complete
    and now.senders_received = now.senders_expected and before.senders_received = before.senders_expected
where now.period in ($last, $before)
  and case when $regency_code is null then now.scope = 'national' else now.scope = 'regency' and now.regency_code = $regency_code end
order by now.period, now.total_code;
