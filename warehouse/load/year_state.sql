-- The same for January up to each published month. A month of the year that is not published leaves the range incomplete.
create temp table year_state as
with so_far as (
    select
        upto.period,
        count(*) as month_count,
        sum(m.senders_expected) as senders_expected,
        sum(m.senders_received) as senders_received,
        count(m.senders_expected) as expected_known,
        count(m.senders_received) as received_known,
        bool_and(m.is_complete) as all_complete,
        bool_and(m.maturity = 'final') as all_final
    from month_state as upto
    inner join month_state as m on year(m.period) = year(upto.period) and m.period <= upto.period
    group by upto.period
)
select
    period,
    case when expected_known = month_count then cast(senders_expected as bigint) end as senders_expected,
    case when received_known = month_count then cast(senders_received as bigint) end as senders_received,
    month_count = month(period) and all_complete as is_complete,
    case when is_complete then 0 end as figure_without_lines,
    case when is_complete and all_final then 'final' else 'provisional' end as maturity
from so_far;
