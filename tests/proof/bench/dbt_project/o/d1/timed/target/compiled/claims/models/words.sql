-- Every word and the code it means: plain as it is spelt, and as it is compared.
with codes as (
    select 'programme' as coded, programme_code as code, programme_code as word from read_csv('/tmp/wt/peers/transforms/tables/programmes.csv', all_varchar = true, header = true)
    union all select 'benefit_type', benefit_type_code, benefit_type_code from read_csv('/tmp/wt/peers/transforms/tables/benefit_types.csv', all_varchar = true, header = true)
    union all select 'component', benefit_component_code, benefit_component_code from read_csv('/tmp/wt/peers/transforms/tables/benefit_components.csv', all_varchar = true, header = true)
    union all select 'segment', segment_code, segment_code from read_csv('/tmp/wt/peers/transforms/tables/segments.csv', all_varchar = true, header = true)
    union all select distinct 'regency', regency_code, regency_code from read_csv('/tmp/wt/peers/transforms/tables/regions.csv', all_varchar = true, header = true)
    union all select 'status', status, status from read_csv('/tmp/wt/peers/transforms/tables/statuses.csv', all_varchar = true, header = true)
    union all select 'payment_type', payment_type, payment_type from read_csv('/tmp/wt/peers/transforms/tables/payment_types.csv', all_varchar = true, header = true)
    union all select 'branch', branch_code, branch_code from read_csv('s/inputs/csv-1x35000/reference/branches.csv', all_varchar = true)
    union all
    select
        case "column" when 'benefit_component_code' then 'component' else replace("column", '_code', '') end,
        code,
        raw
    from read_csv('/tmp/wt/peers/transforms/tables/aliases.csv', all_varchar = true, header = true)
),
spelt as (
    select coded, any_value(code) as code, word, true as is_plain from codes group by coded, word
),
compared as (
    select coded, any_value(code) as code, lower(regexp_replace(word, '[^\p{L}\p{N}]', '', 'g')) as word, false as is_plain from codes group by coded, lower(regexp_replace(word, '[^\p{L}\p{N}]', '', 'g'))
)
from spelt union all from compared