-- Publications made before there were several kinds of extract have no column for it: all are of claims.
with known as (
    select * from meta.extract
    union all by name
    select cast(null as varchar) as contract where false
)
select
    sender_code, period, file_name, sha256, part_id, classification, revision, arrived_at, refusal_code,
    case when part_id is not null then coalesce(contract, 'claims') end as contract
from known;
