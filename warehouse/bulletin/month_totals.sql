-- The country, by month and named total, from $first to $last; counts are counted anew over the benefit types.
-- Changes in per cent, four decimals, half up: NULL unless both spans are wholly published and all their expected senders are in.
select
    period, total_code, total_name as name_id, total_name_en as name_en,
    claim_count, payment_count, participant_count, amount_paid_idr, senders_expected, senders_received, maturity, average_per_claim_idr,
    case when (claim_count - claim_count_change_year) > 0 then cast(
        sign(claim_count_change_year) * ((abs(cast((claim_count_change_year) as hugeint)) * 2000000 + cast((claim_count - claim_count_change_year) as hugeint)) // (cast((claim_count - claim_count_change_year) as hugeint) * 2))
        as decimal(18, 0)) * 0.0001 end as claim_change_percent,
    amount_change_year_percent as amount_change_percent
from mart.claims_monthly_total
where period between $first and $last
order by period, total_code;
