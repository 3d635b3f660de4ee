-- Cells by month and benefit type, up to $last, whose figure is that of an earlier publication: what has changed since concerns too few
-- claims to be told. shown_since_publication: of which publication's lines the figure is true.
select
    period, benefit_type_code, benefit_type_name as name_id, benefit_type_name_en as name_en, claim_count, amount_paid_idr, mark,
    shown_since_publication
from mart.claims_by_benefit_month
where mark = 'held' and period <= $last
order by period, benefit_type_code;
