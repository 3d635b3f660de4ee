{% macro table_of(name) %}read_csv('{{ var("tables") }}/{{ name }}.csv', all_varchar = true, header = true){% endmacro %}

{% macro bare(text) %}lower(regexp_replace({{ text }}, '[^\p{L}\p{N}]', '', 'g')){% endmacro %}

{% macro blank_to_null(text) %}case when trim({{ text }}, ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim({{ text }}, ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end{% endmacro %}

{% macro coded() %}{{ return(['programme', 'benefit_type', 'component', 'segment', 'regency', 'branch', 'status', 'payment_type']) }}{% endmacro %}

-- The code of each word: as it is spelt, which settles nearly all lines; else as it is compared.
{% macro join_words(column) %}
left join {{ ref('words') }} as {{ column }}_plain on {{ column }}_plain.coded = '{{ column }}' and {{ column }}_plain.is_plain and {{ column }}_plain.word = said.{{ column }}
left join {{ ref('words') }} as {{ column }}_meant on {{ column }}_meant.coded = '{{ column }}' and not {{ column }}_meant.is_plain
    and {{ column }}_meant.word = case when {{ column }}_plain.code is null then {{ bare('said.' ~ column) }} end
{% endmacro %}

-- HMAC-SHA256, first 64 bits: the key's inner and outer pads are handed in.
{% macro pseudonym(number) %}left(sha256(unhex('{{ var("outer_pad") }}') || unhex(sha256(unhex('{{ var("inner_pad") }}') || encode({{ number }})))), 16){% endmacro %}

{% macro normalised(number) %}case when regexp_matches({{ number }}, '[^0-9A-Z]') then upper(regexp_replace({{ number }}, '^[''’`]|\s', '', 'g')) else {{ number }} end{% endmacro %}

{% macro sen(amount) %}
case
    when regexp_matches({{ amount }}, '^\s*(?i:nihil)\s*$') then 0
    when regexp_matches({{ amount }}, '{{ readable() }}') then
        case when regexp_matches({{ amount }}, '^[^0-9]*[-(]') then -1 else 1 end
        * cast(cast(replace(regexp_replace({{ amount }}, '[^0-9,]', '', 'g'), ',', '.') as decimal(17, 2)) * 100 as bigint)
end
{% endmacro %}

{% macro readable() %}
{%- set number = '(?:(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[0-9]{1,15})(?:,(?:[0-9]{1,2}|--?))?)' -%}
{%- set word = '(?i:rp\.?|idr)' -%}
{%- set currency = '(?:' ~ word ~ '\s*)?' -%}
{{ return('^\s*(?:(?:[-+]\s*' ~ currency ~ '|' ~ currency ~ '(?:[-+]\s*)?)' ~ number ~ '|(?:[-+]\s*)?' ~ number ~ '\s*' ~ word ~ '|' ~ currency ~ '\(\s*' ~ currency ~ number ~ '\s*\))\s*$') }}
{% endmacro %}

{% macro birth() %}{{ return('^[0-9]{6}(?:(?:(?:0[1-9]|1[0-9]|2[0-8]|4[1-9]|5[0-9]|6[0-8])(?:0[1-9]|1[0-2])|[26]9(?:0[13-9]|1[0-2])|[37]0(?:0[13-9]|1[0-2])|[37]1(?:0[13578]|1[02]))[0-9]{2}|[26]902(?:[02468][048]|[13579][26]))[0-9]{4}$') }}{% endmacro %}
