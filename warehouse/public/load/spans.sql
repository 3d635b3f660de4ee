-- What the months of a quarter or year say of it.
create temp table public_span as
with span as (
    select 'quarter' as span, cast(date_trunc('quarter', period) as date) as first_day, * from incoming_months
    union all
    select 'year', cast(date_trunc('year', period) as date), * from incoming_months
)
select
    span,
    first_day as period,
    bool_or(maturity <> 'final') as is_provisional,
    bool_or(coalesce(senders_expected <> senders_received, true)) as lacks_senders
from span
group by span, first_day;
