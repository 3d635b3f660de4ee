-- benefit_figures of a month that publication $publication was the last to show.
select period, benefit_type_code,
    claim_count, payment_count, participant_count, amount_paid_idr
from mart.claims_by_benefit_month_vintages
where period = $period and publication_to = $publication
order by all;
