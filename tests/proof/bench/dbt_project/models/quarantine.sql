-- Grain: one line and one code, without a word of what stood there.
select line_no, filename, extract_period, outcome, sen, rule.code, rule.severity
from {{ ref('outcomes') }},
    (values {% for rule in rules() %}('{{ rule[0] }}', '{{ rule[1] }}', {{ bit(rule[0]) }}){{ ', ' if not loop.last }}{% endfor %}) as rule (code, severity, bit)
where mask <> 0 and (mask & rule.bit) <> 0
