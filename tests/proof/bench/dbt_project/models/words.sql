-- Every word and the code it means: plain as it is spelt, and as it is compared.
with codes as (
    select 'programme' as coded, programme_code as code, programme_code as word from {{ table_of('programmes') }}
    union all select 'benefit_type', benefit_type_code, benefit_type_code from {{ table_of('benefit_types') }}
    union all select 'component', benefit_component_code, benefit_component_code from {{ table_of('benefit_components') }}
    union all select 'segment', segment_code, segment_code from {{ table_of('segments') }}
    union all select distinct 'regency', regency_code, regency_code from {{ table_of('regions') }}
    union all select 'status', status, status from {{ table_of('statuses') }}
    union all select 'payment_type', payment_type, payment_type from {{ table_of('payment_types') }}
    union all select 'branch', branch_code, branch_code from read_csv('{{ var("branches") }}', all_varchar = true)
    union all
    select
        case "column" when 'benefit_component_code' then 'component' else replace("column", '_code', '') end,
        code,
        raw
    from {{ table_of('aliases') }}
),
spelt as (
    select coded, any_value(code) as code, word, true as is_plain from codes group by coded, word
),
compared as (
    select coded, any_value(code) as code, {{ bare('word') }} as word, false as is_plain from codes group by coded, {{ bare('word') }}
)
from spelt union all from compared
