-- Lines of one extract and one key: in conflict (all of them), or said again (all but the first sound one).
with numbered as (
    select line_no, filename, claim_id, payment_id from {{ ref('judged') }}
    where pays and claim_id is not null and payment_id is not null
),
recurring as (
    select filename, claim_id, payment_id from numbered group by all having count(*) > 1
),
sharing as (
    select
        judged.line_no, judged.filename, judged.claim_id, judged.payment_id,
        hash(programme, benefit_type, component, segment, branch, regency, contingency_date, submission_date, determination_date, payment_date,
            sen, payment_type, original_payment_id, participant) as content,
        ((judged.mask | coalesce(law.bits, 0::ubigint)) & {{ errors() }}) = 0 as is_sound
    from {{ ref('judged') }} as judged
    inner join recurring using (filename, claim_id, payment_id)
    left join {{ ref('law') }} as law on law.line_no = judged.line_no
    where judged.pays
),
weighed as (
    select
        *,
        min(content) over key <> max(content) over key as differs,
        sum(is_sound::int) over (partition by filename, claim_id, payment_id order by line_no) > 1 as is_later
    from sharing
    window key as (partition by filename, claim_id, payment_id)
)
select line_no, case when differs then {{ bit('ID02') }} else {{ bit('ID04') }} end as bits
from weighed
where differs or (is_sound and is_later)
