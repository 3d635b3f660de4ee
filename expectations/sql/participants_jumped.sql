-- Places and segments of a thousand participants or more that doubled or halved within a month.
with stock as (
    select period, regency_code, segment_code, max(participant_count) as participants
    from {batch}
    where segment_code is not null and regency_code is not null
    group by period, regency_code, segment_code
)
select strftime(now.period, '%Y-%m') || ' ' || now.regency_code || ' ' || now.segment_code as cell
from stock as now
inner join stock as before
    on before.period = now.period - interval 1 month
    and before.regency_code = now.regency_code
    and before.segment_code = now.segment_code
where before.participants >= 1000
    and (now.participants > 2 * before.participants or 2 * now.participants < before.participants)
