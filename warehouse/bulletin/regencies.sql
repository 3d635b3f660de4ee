-- Running totals of the year up to $last by regency, all benefit types together, the most money first. No code: lines without a regency.
select
    period, scope, total_code, regency_code, regency_name as name_id, regency_name as name_en,
    claim_count, payment_count, participant_count, amount_paid_idr, senders_expected, senders_received, maturity, average_per_claim_idr,
    months_included, is_complete
from mart.claims_year_to_date_total
where period = $last and scope = 'regency' and total_code = 'ALL'
order by amount_paid_idr desc nulls last, regency_code;
