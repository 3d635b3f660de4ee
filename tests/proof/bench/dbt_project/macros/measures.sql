{% macro measures() %}
    count(distinct claim_id) filter (sen > 0) as claim_count,
    count(*) as payment_count,
    count(distinct participant) as participant_count,
    sum(sen)::bigint as amount_sen
{% endmacro %}
{% macro to_date(cell) %}
select months.period, {{ cell }},
    count(distinct claim_id) filter (sen > 0) as claim_count,
    count(*) as payment_count,
    count(distinct participant) as participant_count,
    sum(sen)::bigint as amount_sen
from (select distinct payment_month as period from {{ ref('effective') }}) as months
inner join {{ ref('effective') }} as lines on lines.payment_month <= months.period and year(lines.payment_month) = year(months.period)
group by months.period, {{ cell }}
{% endmacro %}
