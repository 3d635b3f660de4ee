-- The country, by month and named total, from $first to $last; counts are counted anew over the benefit types.
select
    period, total_code, total_name as name_id, total_name_en as name_en,
    claim_count, payment_count, participant_count, amount_paid_idr, senders_expected, senders_received, maturity
from mart.claims_monthly_total
where period between $first and $last
order by period, total_code;
