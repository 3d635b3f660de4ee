-- region_figures of a month that publication $publication was the last to show.
select period, benefit_type_code, segment_code, branch_code, regency_code,
    claim_count, payment_count, participant_count, amount_paid_idr
from mart.claims_by_benefit_month_region_vintages
where period = $period and publication_to = $publication
order by all;
