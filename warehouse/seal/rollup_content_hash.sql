-- As content_hash, for the figures over longer spans and by place: hashed month by month within a span, so that memory stays that of one.
-- NULL where there is none: a publication from before this table keeps its hash when it is shown again.
with month_hash as (
    select
        span,
        period,
        sha256(string_agg(cast(figure as varchar), chr(10) order by cast(figure as varchar))) as hash
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
    )
    group by span, period
)
select sha256(string_agg(concat(span, ' ', period, ' ', hash), chr(10) order by span, period)) from month_hash;
