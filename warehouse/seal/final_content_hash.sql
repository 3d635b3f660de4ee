-- As content_hash, for the final view. NULL where it shows no figure: a publication from before this view keeps its hash when it is
-- shown again. Cells that are not known stand in claims_by_benefit_month too, where they are hashed.
with month_hash as (
    select
        period,
        sha256(
            string_agg(
                cast(figure as varchar), chr(10) order by cast(figure as varchar)
            )
        ) as hash
    from (
        select
            period,
            json_array(
                benefit_type_code, benefit_type_name,
                claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
                cast(moved_in_idr as varchar), cast(moved_out_idr as varchar),
                senders_expected, senders_received, maturity
            ) as figure
        from mart.claims_final_by_benefit_month
        where payment_count is not null
    )
    group by period
)
select sha256(string_agg(concat(period, ' ', hash), chr(10) order by period)) from month_hash;
