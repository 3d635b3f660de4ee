-- How many lines of each sender break each rule, and were paid again, as a share; and the largest share of the twelve months before.
-- Grain: one row per sender, extract period and code that it had; AGAIN: the same claim, component, day and amount once more,
-- CLAIM_AGAIN: one more full old-age payment of a claim.
create table audit.sender_code as
with extract as (
    select *, json_extract_string(evidence, '$.profile') as profile
    from meta.ledger
    where contract = 'claims'
),
counted as (
    select sender_code, period, key as code, sum(cast(value as bigint)) as lines
    from extract, json_each(extract.codes)
    group by sender_code, period, key
    union all
    select sender_code, period, 'AGAIN', sum(cast(json_extract(profile, '$.again') as bigint))
    from extract
    group by sender_code, period
    union all
    select sender_code, period, 'CLAIM_AGAIN', sum(cast(json_extract(profile, '$.claims_again') as bigint))
    from extract
    group by sender_code, period
)
select
    c.sender_code,
    c.period,
    c.code,
    s.is_new,
    c.lines,
    c.lines / nullif(s.lines, 0) as share,
    (
        select coalesce(max(b.lines / nullif(t.lines, 0)), 0)
        from counted as b
        inner join audit.sender_month as t using (sender_code, period)
        where b.sender_code = c.sender_code
            and b.code = c.code
            and b.period between c.period - interval 12 months and c.period - interval 1 month
    ) as most_share,
    s.months_of_history
from counted as c
inner join audit.sender_month as s using (sender_code, period)
where c.lines > 0
order by c.period, c.sender_code, c.code;
