-- Coverages that are not participants of the target population, to four decimals.
select strftime(period, '%Y-%m') || ' ' || coalesce(regency_code, 'all') || ' ' || coalesce(segment_code, target_group, '') as cell
from {batch}
where (coverage_percent is null) <> (participant_count is null or target_population is null)
    or abs(cast(coverage_percent as double) - participant_count * 100.0 / target_population) > 0.000051
