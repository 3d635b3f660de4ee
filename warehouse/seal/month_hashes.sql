-- SHA-256 over the sorted rows of the current marts, per mart and month, so that memory stays that of one month. $region_periods and
-- $year_to_date_periods: of these months alone; NULL = of all. json_array keeps NULL, '' and separators apart; amounts go in as text, never as a float.
-- How whole a year is follows from the months shown. It goes in only where it is said otherwise, so that a publication from before it was said,
-- which has no columns for it, keeps its hash, and has the same when it is shown again.
with shown as (
    select distinct period from mart.claims_by_benefit_month
),
year_so_far as (
    select upto.period, count(*) as months_included, count(*) = month(upto.period) as is_complete
    from shown as upto
    inner join shown as m on year(m.period) = year(upto.period) and m.period <= upto.period
    group by upto.period
),
year_to_date as (
    from mart.claims_year_to_date
    union all by name
    select cast(null as bigint) as months_included, cast(null as boolean) as is_complete where false
),
figure as (
    select 'claims_by_benefit_month' as mart, period,
        cast(json_array(
            benefit_type_code, benefit_type_name,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
            senders_expected, senders_received, maturity
        ) as varchar) as figure
    from mart.claims_by_benefit_month
    union all
    select 'claims_by_programme_month', period,
        cast(json_array(
            programme_code, benefit_type_code, benefit_type_name, benefit_component_code,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
            senders_expected, senders_received, maturity
        ) as varchar)
    from mart.claims_by_programme_month
    union all
    select 'claims_by_benefit_month_region', period,
        cast(json_array(
            benefit_type_code, benefit_type_name, segment_code, branch_code, regency_code, regency_name,
            claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
            senders_expected, senders_received, maturity
        ) as varchar)
    from mart.claims_by_benefit_month_region
    where $region_periods is null or list_contains(cast($region_periods as date[]), period)
    union all
    select 'claims_year_to_date', period,
        concat(
            json_array(
                scope, benefit_type_code, benefit_type_name, regency_code, regency_name,
                claim_count, payment_count, participant_count, cast(amount_paid_idr as varchar),
                senders_expected, senders_received, maturity
            ),
            case
                when y.months_included is null or (y.months_included = s.months_included and y.is_complete = s.is_complete) then ''
                else cast(json_array(y.months_included, y.is_complete) as varchar)
            end
        )
    from year_to_date as y
    left join year_so_far as s using (period)
    where $year_to_date_periods is null or list_contains(cast($year_to_date_periods as date[]), period)
)
select mart, period, sha256(string_agg(figure, chr(10) order by figure)) as hash
from figure
group by mart, period;
