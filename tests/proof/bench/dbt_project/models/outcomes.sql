-- What became of each line.
{{ config(materialized = 'view') }}
with verdicts as (
    select line_no, bit_or(bits) as bits
    from (from {{ ref('law') }} union all from {{ ref('same') }} union all from {{ ref('together') }})
    group by line_no
)
select
    judged.* replace (judged.mask | coalesce(verdicts.bits, 0::ubigint) as mask),
    case
        when ((judged.mask | coalesce(verdicts.bits, 0::ubigint)) & {{ errors() }}) <> 0 then 'quarantined'
        when not pays then 'not_a_payment'
        when (coalesce(verdicts.bits, 0::ubigint) & {{ bit('ID04') }}) <> 0 then 'duplicate'
        else 'accepted'
    end as outcome
from {{ ref('judged') }} as judged
left join verdicts using (line_no)
