-- What each sender delivered for each period, beside what it usually delivers: the twelve months before, and the others of the month.
-- Grain: one row per sender and extract period with claims. is_new: an extract of it is new in this publication ($part_ids NULL = all).
-- relative: lines paid in the period to those of all other senders; usual_relative: the median of that. NULL without others.
create table audit.sender_month as
with extract as (
    select
        *,
        json_extract_string(evidence, '$.profile') as profile,
        coalesce(cast(json_extract(payment_months, '$."' || strftime(period, '%Y-%m') || '"') as bigint), 0) as own_lines
    from meta.ledger
    where contract = 'claims'
),
sent as (
    select
        sender_code,
        period,
        bool_or($part_ids is null or list_contains(cast($part_ids as varchar[]), part_id)) as is_new,
        sum(rows_read - furniture) as lines,
        sum(accepted) as accepted,
        sum(duplicate) as duplicate,
        sum(own_lines) as own_lines,
        max(cast(json_extract(profile, '$.days') as bigint)) as days,
        min(cast(json_extract(profile, '$.first') as bigint)) as first_day,
        max(cast(json_extract(profile, '$.last') as bigint)) as last_day,
        sum(cast(json_extract(profile, '$.busiest') as bigint)) as busiest_day_lines
    from extract
    group by sender_code, period
),
beside as (
    select
        *,
        sum(own_lines) over month - own_lines as others_lines,
        count(*) over month - 1 as others,
        min(first_day) over month as others_first_day,
        max(last_day) over month as others_last_day,
        max(days) over month as others_days
    from sent
    window month as (partition by period)
)
select
    *,
    own_lines / nullif(others_lines, 0) as relative,
    median(own_lines / nullif(others_lines, 0)) over year_before as usual_relative,
    median(own_lines) over year_before as usual_lines,
    count(*) over year_before as months_of_history
from beside
window year_before as (
    partition by sender_code order by period
    range between interval 12 months preceding and interval 1 month preceding
)
order by period, sender_code;
