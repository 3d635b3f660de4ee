-- The same by programme, benefit type and component: cells with payments.
select
    period, programme_code, benefit_type_code, benefit_component_code, claim_count, payment_count, participant_count, amount_paid_idr
from mart.claims_by_programme_month
order by all;
