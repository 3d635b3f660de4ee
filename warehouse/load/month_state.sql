-- What a payment month's own state gives its cells: the figure of a cell without lines (0 or unknown) and its maturity.
-- Ages count from the newest published month, not from the clock.
create temp table month_state as
select
    period,
    senders_expected,
    senders_received,
    coalesce(senders_expected = senders_received, false) as is_complete,
    case when is_complete then 0 end as figure_without_lines,
    case
        when is_complete and date_diff('month', period, max(period) over ()) >= $maturity_months then 'final'
        else 'provisional'
    end as maturity
from incoming_periods;
