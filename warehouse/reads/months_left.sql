-- The payment months that are shown no more, and the publication that last showed each.
select period, max(publication_to)
from mart.claims_by_benefit_month_vintages
group by period
having bool_and(publication_to is not null)
order by period;
