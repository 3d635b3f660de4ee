-- SHA-256 over the sorted rows of the current marts, per mart and month, so that memory stays that of one month. $region_periods and
-- $year_to_date_periods: of these months alone; NULL = of all. json_array keeps NULL, '' and separators apart; amounts go in as text, never as a float.
with figure as (
    select 'claims_by_benefit_month' as mart, period,
        json_array(
            benefit_type_code, benefit_type_name,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
            senders_expected, senders_received, maturity
        ) as figure
    from mart.claims_by_benefit_month
    union all
    select 'claims_by_programme_month', period,
        json_array(
            programme_code, benefit_type_code, benefit_type_name, benefit_component_code,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
            senders_expected, senders_received, maturity
        )
    from mart.claims_by_programme_month
    union all
    select 'claims_by_benefit_month_region', period,
        json_array(
            benefit_type_code, benefit_type_name, segment_code, branch_code, regency_code, regency_name,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
            senders_expected, senders_received, maturity
        )
    from mart.claims_by_benefit_month_region
    where $region_periods is null or list_contains(cast($region_periods as date[]), period)
    union all
    select 'claims_year_to_date', period,
        json_array(
            scope, benefit_type_code, benefit_type_name, regency_code, regency_name,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
            senders_expected, senders_received, maturity
        )
    from mart.claims_year_to_date
    where $year_to_date_periods is null or list_contains(cast($year_to_date_periods as date[]), period)
)
select mart, period, sha256(string_agg(cast(figure as varchar), chr(10) order by cast(figure as varchar))) as hash
from figure
group by mart, period;
