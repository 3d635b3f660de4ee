-- The newest whole year that ends by the month $last, by segment.
select period, segment_code, segment_name as name_id, segment_name_en as name_en, claim_count, amount_paid_idr, mark
from mart.claims_by_segment_year
where period = (select max(period) from mart.claims_by_segment_year where period + interval 11 month <= $last)
order by segment_code nulls last;
