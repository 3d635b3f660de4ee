-- What became of each line.

with verdicts as (
    select line_no, bit_or(bits) as bits
    from (from "candidate"."main"."law" union all from "candidate"."main"."same" union all from "candidate"."main"."together")
    group by line_no
)
select
    judged.* replace (judged.mask | coalesce(verdicts.bits, 0::ubigint) as mask),
    case
        when ((judged.mask | coalesce(verdicts.bits, 0::ubigint)) & ((1::ubigint << 0) | (1::ubigint << 1) | (1::ubigint << 2) | (1::ubigint << 4) | (1::ubigint << 5) | (1::ubigint << 6) | (1::ubigint << 7) | (1::ubigint << 8) | (1::ubigint << 9) | (1::ubigint << 10) | (1::ubigint << 12) | (1::ubigint << 13) | (1::ubigint << 14) | (1::ubigint << 15) | (1::ubigint << 16) | (1::ubigint << 19) | (1::ubigint << 20) | (1::ubigint << 21) | (1::ubigint << 24) | (1::ubigint << 27) | (1::ubigint << 30) | (1::ubigint << 32) | (1::ubigint << 35) | (1::ubigint << 36) | (1::ubigint << 37) | (1::ubigint << 38) | (1::ubigint << 40) | (1::ubigint << 41) | (1::ubigint << 43) | (1::ubigint << 45) | (1::ubigint << 46) | (1::ubigint << 48))) <> 0 then 'quarantined'
        when not pays then 'not_a_payment'
        when (coalesce(verdicts.bits, 0::ubigint) & (1::ubigint << 3)) <> 0 then 'duplicate'
        else 'accepted'
    end as outcome
from "candidate"."main"."judged" as judged
left join verdicts using (line_no)