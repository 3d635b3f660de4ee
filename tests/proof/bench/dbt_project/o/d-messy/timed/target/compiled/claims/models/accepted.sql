-- Grain: one accepted line of one extract.
select
    line_no, filename, extract_period, claim_id, payment_id, participant, programme, benefit_type, component, segment, branch, regency,
    contingency_date, submission_date, determination_date, payment_date, date_trunc('month', payment_date)::date as payment_month, sen,
    payment_type, original_payment_id, mask
from "candidate"."main"."outcomes"
where outcome = 'accepted'