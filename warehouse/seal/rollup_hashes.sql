-- As month_hashes, for the figures over longer spans and by place, per span and period. $spans: of these alone ('month 2022-07-01'), of
-- which $periods are the months; NULL = of all.
select span, period, sha256(string_agg(cast(figure as varchar), chr(10) order by cast(figure as varchar))) as hash
from (
    select
        span,
        period,
        json_array(
            breakdown, place_code, benefit_type_code, total_code,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
            senders_expected, senders_received, months_included, is_complete, maturity
        ) as figure
    from meta.claims_rollup
    where $spans is null
        or (list_contains(cast($periods as date[]), period) and list_contains(cast($spans as varchar[]), concat(span, ' ', period)))
)
group by span, period;
