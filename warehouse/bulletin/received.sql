-- What senders delivered for the month $last: a row per sender and kind of extract; rows and rupiah by fate, over all its extracts that stand.
-- An extract that was refused is of no known kind: it is told with those of claims.
with extract as (
    select sender_code, period, part_id, refusal_code, case contract when 'participation' then contract else 'claims' end as contract
    from meta.extract
    where period = $last
)
select
    e.sender_code,
    e.contract,
    count(*) filter (e.refusal_code is null) as extracts,
    count(*) filter (e.refusal_code is not null) as refused,
    coalesce(sum(l.rows_read), 0)::bigint as rows_read,
    coalesce(sum(l.accepted), 0)::bigint as accepted,
    coalesce(sum(l.not_a_payment), 0)::bigint as not_a_payment,
    coalesce(sum(l.quarantined), 0)::bigint as quarantined,
    coalesce(sum(l.duplicate), 0)::bigint as duplicate,
    coalesce(sum(l.furniture), 0)::bigint as furniture,
    coalesce(sum(l.amount_quarantined_idr), 0)::decimal(18, 2) as amount_quarantined_idr
from extract as e
left join meta.ledger as l on l.part_id = e.part_id and l.sender_code = e.sender_code and l.period = e.period and l.contract = e.contract
group by e.sender_code, e.contract
order by e.contract, e.sender_code;
