-- Lines of one extract and one key: in conflict (all of them), or said again (all but the first sound one).
with numbered as (
    select line_no, filename, claim_id, payment_id from "candidate"."main"."judged"
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
        ((judged.mask | coalesce(law.bits, 0::ubigint)) & ((1::ubigint << 0) | (1::ubigint << 1) | (1::ubigint << 2) | (1::ubigint << 4) | (1::ubigint << 5) | (1::ubigint << 6) | (1::ubigint << 7) | (1::ubigint << 8) | (1::ubigint << 9) | (1::ubigint << 10) | (1::ubigint << 12) | (1::ubigint << 13) | (1::ubigint << 14) | (1::ubigint << 15) | (1::ubigint << 16) | (1::ubigint << 19) | (1::ubigint << 20) | (1::ubigint << 21) | (1::ubigint << 24) | (1::ubigint << 27) | (1::ubigint << 30) | (1::ubigint << 32) | (1::ubigint << 35) | (1::ubigint << 36) | (1::ubigint << 37) | (1::ubigint << 38) | (1::ubigint << 40) | (1::ubigint << 41) | (1::ubigint << 43) | (1::ubigint << 45) | (1::ubigint << 46) | (1::ubigint << 48))) = 0 as is_sound
    from "candidate"."main"."judged" as judged
    inner join recurring using (filename, claim_id, payment_id)
    left join "candidate"."main"."law" as law on law.line_no = judged.line_no
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
select line_no, case when differs then (1::ubigint << 1) else (1::ubigint << 3) end as bits
from weighed
where differs or (is_sound and is_later)