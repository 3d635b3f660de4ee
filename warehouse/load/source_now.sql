-- What the marts that grow with the history would show now, by span: from which source, and in which state of their months. A source that is
-- not known is like no other.
create temp table source_now as
select 'claims_by_benefit_month_region' as mart, 'month' as span, period, s.month_id as source_id,
    cast(json_array(m.senders_expected, m.senders_received, m.maturity) as varchar) as state
from month_state as m
left join incoming_sources as s using (period)
union all
select 'claims_year_to_date', 'year_to_date', period, s.year_id,
    cast(json_array(
        y.senders_expected, y.senders_received, y.figure_without_lines, y.months_included, y.is_complete, y.maturity
    ) as varchar)
from span_state as y
left join incoming_sources as s using (period)
where y.span = 'year_to_date'
union all
select 'claims_rollup', m.span, m.period,
    case m.span when 'month' then own.month_id when 'rolling_12_months' then own.window_id else of_year.year_id end,
    cast(json_array(
        m.senders_expected, m.senders_received, m.figure_without_lines, m.months_included, m.is_complete, m.maturity
    ) as varchar)
from span_state as m
left join incoming_sources as own on own.period = m.period
left join (select year(period) as year, min(year_id) as year_id from incoming_sources group by all) as of_year
    on of_year.year = year(m.period);
