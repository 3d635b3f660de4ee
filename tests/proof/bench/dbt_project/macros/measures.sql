{% macro measures() %}
    count(distinct claim_id) filter (sen > 0) as claim_count,
    count(*) as payment_count,
    count(distinct participant) as participant_count,
    sum(sen)::bigint as amount_sen
{% endmacro %}

-- Running figures of a year: a claim or participant counts from the first month it is seen in.
{% macro to_date(cell) %}
with lines as (
    select year(payment_month) as year, payment_month as period, {{ cell }}, claim_id, participant, sen from {{ ref('effective') }}
),
new as (
    select year, period, {{ cell }}, 0 as claims, count(*) as payments, 0 as people, sum(sen) as sen from lines group by all
    union all
    select year, period, {{ cell }}, count(*), 0, 0, 0
    from (select year, {{ cell }}, claim_id, min(period) as period from lines where sen > 0 group by all) group by all
    union all
    select year, period, {{ cell }}, 0, 0, count(*), 0
    from (select year, {{ cell }}, participant, min(period) as period from lines where participant is not null group by all) group by all
    union all  -- a month in which a cell has nothing new shows what it had
    select * from (
        select distinct months.year, months.period, {{ cell }}, 0, 0, 0, 0
        from (select distinct year, period from lines) as months
        inner join (select distinct year as of_year, {{ cell }} from lines) as cells on cells.of_year = months.year
    )
),
summed as (
    select year, period, {{ cell }}, sum(claims) as claims, sum(payments) as payments, sum(people) as people, sum(sen) as sen from new group by all
)
select
    period, {{ cell }},
    (sum(claims) over so_far)::bigint as claim_count,
    (sum(payments) over so_far)::bigint as payment_count,
    (sum(people) over so_far)::bigint as participant_count,
    (sum(sen) over so_far)::bigint as amount_sen
from summed
window so_far as (partition by year, {{ cell }} order by period)
qualify payment_count > 0
{% endmacro %}
