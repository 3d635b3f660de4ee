-- The senders that were in, and those expected, as publications $first and $last showed a payment month; NULL where one did not show it.
with shown as (
    select
        senders_received,
        senders_expected,
        publication_from <= $first and coalesce(publication_to >= $first, true) as is_first,
        publication_from <= $last and coalesce(publication_to >= $last, true) as is_last
    from mart.claims_by_benefit_month_vintages
    where period = $period
)
select
    max(senders_received) filter (is_first),
    max(senders_expected) filter (is_first),
    max(senders_received) filter (is_last),
    max(senders_expected) filter (is_last)
from shown;
