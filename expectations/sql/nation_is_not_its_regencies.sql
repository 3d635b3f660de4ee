-- Months and segments whose regencies do not add up to all of them; only where every one was reported.
select strftime(period, '%Y-%m') || ' ' || segment_code as cell
from {batch}
where segment_code is not null
group by period, segment_code
having coalesce(sum(participant_count) filter (regency_code is null), -1)
    <> case
        when count(*) filter (regency_code is not null and participant_count is null) > 0 then -1
        else sum(participant_count) filter (regency_code is not null)
    end
