-- One regency, by month and named total, from $first to $last.
select
    period, total_code, regency_code, total_name as name_id, total_name_en as name_en,
    claim_count, payment_count, participant_count, amount_paid_idr, senders_expected, senders_received, maturity
from mart.claims_monthly_by_regency_total
where period between $first and $last and regency_code = $regency_code
order by period, total_code;
