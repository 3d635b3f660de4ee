-- Benefit type x month, both ends of the range included; NULL end = open.
select
    period, benefit_type_code, benefit_type_name, claim_count, payment_count, participant_count, amount_paid_idr,
    senders_expected, senders_received, maturity
from mart.claims_by_benefit_month
where period >= coalesce($first_period, period) and period <= coalesce($last_period, period)
order by period, benefit_type_code;
