-- Grain: one extract.
select
    filename, extract_period, count(*) as rows_read, sum(sen) as sen_read,
    {% for outcome in ['accepted', 'not_a_payment', 'quarantined', 'duplicate'] %}
    count(*) filter (outcome = '{{ outcome }}') as {{ outcome }}, coalesce(sum(sen) filter (outcome = '{{ outcome }}'), 0) as sen_{{ outcome }},
    {% endfor %}
from {{ ref('outcomes') }}
group by filename, extract_period
