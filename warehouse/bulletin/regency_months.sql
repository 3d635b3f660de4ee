-- One regency, by month and benefit type, from $first to $last.
select
    period, benefit_type_code, regency_code, benefit_type_name as name_id, benefit_type_name_en as name_en,
    claim_count, payment_count, participant_count, amount_paid_idr, senders_expected, senders_received, maturity
from mart.claims_monthly_by_regency
where period between $first and $last and regency_code = $regency_code
order by period, benefit_type_code;
