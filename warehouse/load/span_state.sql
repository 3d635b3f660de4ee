-- What the months of a span give its cells: the figure of a cell without lines (0 or unknown), completeness and maturity. A span is
-- complete where all its months are published; a cell without lines is 0 only where all their senders are in, too.
create temp table span_state as
with span as (
    select 'month' as span, period, period as first_month, period as last_month from month_state
    union all
    select 'year_to_date', period, cast(date_trunc('year', period) as date), period from month_state
    union all
    select 'rolling_12_months', period, cast(period - interval 11 months as date), period from month_state
    union all
    select distinct
        'quarter', cast(date_trunc('quarter', period) as date), cast(date_trunc('quarter', period) as date),
        cast(date_trunc('quarter', period) + interval 2 months as date)
    from month_state
    union all
    select distinct
        'year', cast(date_trunc('year', period) as date), cast(date_trunc('year', period) as date),
        cast(date_trunc('year', period) + interval 11 months as date)
    from month_state
),
so_far as (
    select
        s.span,
        s.period,
        s.last_month,
        sum(m.senders_expected) as senders_expected,
        sum(m.senders_received) as senders_received,
        count(m.senders_expected) as expected_known,
        count(m.senders_received) as received_known,
        count(*) as months_included,
        date_diff('month', s.first_month, s.last_month) + 1 as months_asked,
        bool_and(m.is_complete) as all_in,
        bool_and(m.maturity = 'final') as all_final
    from span as s
    inner join month_state as m on m.period between s.first_month and s.last_month
    group by s.span, s.period, s.first_month, s.last_month
)
select
    span,
    period,
    last_month,
    case when expected_known = months_included then cast(senders_expected as bigint) end as senders_expected,
    case when received_known = months_included then cast(senders_received as bigint) end as senders_received,
    months_included,
    months_included = months_asked as is_complete,
    case when is_complete and all_in then 0 end as figure_without_lines,
    case when is_complete and all_final then 'final' else 'provisional' end as maturity
from so_far;
