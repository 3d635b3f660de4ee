-- The rules that a line alone can break. A rule's place is its bit; those that other models decide have no condition.
{% macro rules() %}{{ return([
    ('ID01', 'error', 'claim_id is null'),
    ('ID02', 'error', none),
    ('ID03', 'error', 'is_personal'),
    ('ID04', 'warning', none),
    ('ID05', 'error', 'is_words'),
    ('ID06', 'error', 'claim_is_destroyed'),
    ('ID07', 'error', 'payment_is_destroyed'),
    ('PR01', 'error', '(programme_said is not null and programme_named is null and benefit_in_programme is null) or (programme_said is null and benefit_type_said is null)'),
    ('PR02', 'error', 'benefit_type_said is not null and benefit_named is null'),
    ('PR03', 'error', "(benefit_named is not null and programme_named is not null and benefit_named || programme_named not in (select benefit_type_code || programme_code from " ~ table_of('programme_benefits') ~ ")) or benefit_in_programme <> benefit_named"),
    ('PR04', 'error', "(component_said is not null and component is null) or (component is not null and benefit_type is not null and benefit_type || component not in (select benefit_type_code || benefit_component_code from " ~ table_of('benefit_components') ~ "))"),
    ('SG01', 'error', 'segment_said is not null and segment is null'),
    ('SG02', 'error', "segment is not null and programme is not null and segment || programme not in (select segment_code || programme_code from " ~ table_of('segment_programmes') ~ ")"),
    ('SG03', 'warning', 'segment_said is null'),
    ('DT01', 'error', 'payment_date is null'),
    ('DT02', 'error', 'payment_date > last_day(extract_period)'),
    ('DT03', 'error', "payment_date < date '2015-07-01'"),
    ('DT04', 'error', '(contingency_said is not null and contingency_date is null) or (submission_said is not null and submission_date is null) or (determination_said is not null and determination_date is null)'),
    ('DT05', 'error', 'coalesce(contingency_date > submission_date, false) or coalesce(contingency_date > determination_date, false) or coalesce(contingency_date > payment_date, false) or coalesce(submission_date > determination_date, false) or coalesce(submission_date > payment_date, false) or coalesce(determination_date > payment_date, false)'),
    ('DT06', 'warning', "benefit_type = 'JKK' and contingency_date + interval 5 years < payment_date"),
    ('DT07', 'warning', "benefit_type in ('JKM', 'JKK', 'BEASISWA') and contingency_said is null"),
    ('AM01', 'error', 'sen is null'),
    ('AM02', 'error', "(payment_type in ('original', 'reissue') and sen <= 0) or (payment_type = 'reversal' and sen >= 0) or (payment_type = 'correction' and sen = 0)"),
    ('PT01', 'error', 'payment_type_said is not null and payment_type is null'),
    ('PT02', 'warning', "payment_type in ('reversal', 'correction') and original_payment_id is null"),
    ('ST01', 'warning', none),
    ('ST02', 'error', 'status_said is null'),
    ('KP01', 'warning', "not kpj_is_destroyed and not regexp_matches(kpj, '^[0-9A-Z]{11}$')"),
    ('KP02', 'warning', 'kpj_is_destroyed'),
    ('NP01', 'warning', "not regexp_matches(npp, '^[0-9A-Z]{8}$')"),
    ('NK01', 'error', 'nik is not null and not nik_is_destroyed and not nik_is_valid'),
    ('NK02', 'warning', 'nik is null'),
    ('NK03', 'warning', "nik_is_valid and not nik_is_destroyed and left(nik, 4) not in (select replace(regency_code, '.', '') from " ~ table_of('regions') ~ ")"),
    ('NK04', 'error', 'nik_is_destroyed'),
    ('NK05', 'warning', none),
    ('RG01', 'error', 'regency_said is not null and regency is null'),
    ('RG02', 'warning', 'regency_said is null'),
    ('BR01', 'warning', 'branch_said is not null and branch_named is null'),
    ('JKP1', 'error', "benefit_type = 'JKP' and payment_date < date '2022-02-01'"),
    ('JKP2', 'error', none),
    ('JKP3', 'error', none),
    ('JKM1', 'error', none),
    ('JKM2', 'warning', none),
    ('JKM3', 'error', none),
    ('BEA1', 'error', none),
    ('BEA2', 'warning', none),
    ('BEA3', 'error', "benefit_type = 'BEASISWA' and contingency_date >= date '2019-12-02' and payment_date < date '2021-04-01'"),
    ('BEA4', 'warning', none),
    ('JKK1', 'error', none),
    ('JKK2', 'error', none),
    ('JKK3', 'warning', none),
    ('JP01', 'error', none),
    ('JP02', 'warning', none),
    ('JP03', 'warning', "component = 'JP_HARI_TUA_BERKALA' and payment_date <= date '2030-06-30'"),
    ('JHT1', 'warning', none),
]) }}{% endmacro %}

{% macro bit(code) %}{% for rule in rules() %}{% if rule[0] == code %}(1::ubigint << {{ loop.index0 }}){% endif %}{% endfor %}{% endmacro %}

{% macro errors() %}({% for rule in rules() if rule[1] == 'error' %}{{ bit(rule[0]) }}{{ ' | ' if not loop.last }}{% endfor %}){% endmacro %}

{% macro mask() %}{% for rule in rules() if rule[2] is not none %}(coalesce({{ rule[2] }}, false)::ubigint << {{ rules().index(rule) }}){{ ' | ' if not loop.last }}{% endfor %}{% endmacro %}

-- An original payment of a segment whose amounts are known.
{% macro by_law() %}payment_type = 'original' and coalesce(segment <> 'PMI', true){% endmacro %}

-- What sums may run over: paid lines that break no rule and stand once.
{% macro sound() %}
(
    select judged.* from {{ ref('judged') }} as judged
    left join {{ ref('law') }} as law using (line_no)
    left join {{ ref('same') }} as same using (line_no)
    where pays and ((judged.mask | coalesce(law.bits, 0::ubigint)) & {{ errors() }}) = 0 and same.bits is null
)
{% endmacro %}
