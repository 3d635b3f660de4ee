-- What makes the handed-in frames unusable. No row = nothing. Counts only.
with fault as (
    select 'benefit_month' as frame, 'has two rows for one period and benefit type' as problem
    from incoming_benefit_month group by period, benefit_type_code having count(*) > 1
    union all
    select 'programme_month', 'has two rows for one period, programme, benefit type and component'
    from incoming_programme_month
    group by period, programme_code, benefit_type_code, benefit_component_code having count(*) > 1
    union all
    select 'region_month', 'has two rows for one period, benefit type, segment, branch and regency'
    from incoming_region_month
    group by period, benefit_type_code, segment_code, branch_code, regency_code having count(*) > 1
    union all
    select 'year_to_date', 'has two rows for one period, scope, benefit type and regency'
    from incoming_year_to_date group by period, scope, benefit_type_code, regency_code having count(*) > 1
    union all
    select 'rollup', 'has two rows for one span, period, place and benefit type or total'
    from incoming_rollup group by span, period, breakdown, place_code, benefit_type_code, total_code having count(*) > 1
    union all
    select 'rollup', 'has a row that is not of one benefit type or one total, a national one with a place, or an unknown total'
    from incoming_rollup
    where (benefit_type_code is null) = (total_code is null) or (breakdown = 'nation' and place_code is not null)
       or total_code not in (select code from incoming_codes where kind = 'total')
    union all
    select 'rollup', 'has a span, a breakdown or a period that is not known'
    from incoming_rollup
    where span is null or breakdown is null
       or span not in ('month', 'quarter', 'year', 'year_to_date', 'rolling_12_months')
       or breakdown not in ('nation', 'regency', 'branch', 'segment')
       or period is null
       or period not in (
           select case span
               when 'quarter' then cast(date_trunc('quarter', p.period) as date)
               when 'year' then cast(date_trunc('year', p.period) as date)
               else p.period
           end
           from incoming_periods as p
           where p.period is not null
       )
    union all
    select 'codes', 'has a code of a kind twice' from incoming_codes group by kind, code having count(*) > 1
    union all
    select 'final_month', 'has two rows for one period and benefit type'
    from incoming_final_month group by period, benefit_type_code having count(*) > 1
    union all
    select 'lag_month', 'has two rows for one period, benefit type and lag'
    from incoming_lag_month group by period, benefit_type_code, lag_months having count(*) > 1
    union all
    select 'lag_month', 'has a lag before the payment month or after the newest published one'
    from incoming_lag_month
    where lag_months < 0
       or lag_months > date_diff('month', period, (select max(period) from incoming_periods))
    union all
    select 'lag_month', 'does not add up to benefit_month'
    from (
        select period, benefit_type_code, payment_count, amount_paid_sen from incoming_benefit_month
        where period in (select period from incoming_lag_month where lag_months is not null)
        union all
        select period, benefit_type_code, -payment_count, -amount_paid_sen from incoming_lag_month where lag_months is not null
    )
    group by period, benefit_type_code
    having sum(payment_count) <> 0 or sum(amount_paid_sen) <> 0
    union all
    select 'completion', 'has two rows for one period, benefit type and measure'
    from incoming_completion group by period, benefit_type_code, measure having count(*) > 1
    union all
    select 'year_to_date', 'has a scope other than national and regency, or a national row with a regency'
    from incoming_year_to_date
    where scope is null or scope not in ('national', 'regency') or (scope = 'national' and regency_code is not null)
    union all
    select frame, 'has an amount of 10^16 rupiah or more'
    from (
        select 'benefit_month' as frame, amount_paid_sen from incoming_benefit_month
        union all select 'programme_month', amount_paid_sen from incoming_programme_month
        union all select 'region_month', amount_paid_sen from incoming_region_month
        union all select 'year_to_date', amount_paid_sen from incoming_year_to_date
        union all select 'rollup', amount_paid_sen from incoming_rollup
        union all select 'final_month', amount_paid_sen from incoming_final_month
        union all select 'final_month', moved_in_sen from incoming_final_month
        union all select 'final_month', moved_out_sen from incoming_final_month
    )
    where amount_paid_sen not between -999999999999999999 and 999999999999999999  -- DECIMAL(18,2)
    union all
    select 'periods', 'has a period twice' from incoming_periods group by period having count(*) > 1
    union all
    select 'periods', 'has a period that is not the first day of a month'
    from incoming_periods where period is null or period <> date_trunc('month', period)
    union all
    select 'benefit_types', 'has a benefit type twice'
    from incoming_benefit_types group by benefit_type_code having count(*) > 1
    union all
    select 'regions', 'has a regency twice' from incoming_regions group by regency_code having count(*) > 1
    union all
    select 'ledger', 'has a part twice' from incoming_ledger group by part_id having count(*) > 1
    union all
    select frame, 'has a period that is not in periods'
    from (
        select 'benefit_month' as frame, period from incoming_benefit_month
        union all select 'programme_month', period from incoming_programme_month
        union all select 'region_month', period from incoming_region_month
        union all select 'year_to_date', period from incoming_year_to_date
        union all select 'final_month', period from incoming_final_month
        union all select 'lag_month', period from incoming_lag_month
        union all select 'completion', period from incoming_completion
    )
    where period is null or period not in (select period from incoming_periods where period is not null)
    union all
    select frame, 'has a benefit type that is not in benefit_types'
    from (
        select 'benefit_month' as frame, benefit_type_code from incoming_benefit_month
        union all select 'programme_month', benefit_type_code from incoming_programme_month
        union all select 'region_month', benefit_type_code from incoming_region_month
        union all select 'year_to_date', benefit_type_code from incoming_year_to_date
        union all select 'final_month', benefit_type_code from incoming_final_month
        union all select 'lag_month', benefit_type_code from incoming_lag_month where lag_months is not null
        union all select 'completion', benefit_type_code from incoming_completion
        union all select 'rollup', benefit_type_code from incoming_rollup where benefit_type_code is not null
    )
    where benefit_type_code is null
       or benefit_type_code not in (
           select benefit_type_code from incoming_benefit_types where benefit_type_code is not null
       )
    union all
    select 'changes', 'has a row without period, benefit type or measure, or with a cause that is not in the table of causes'
    from incoming_changes
    where period is null or benefit_type_code is null
       or claim_count is null or payment_count is null or participant_count is null or amount_paid_sen is null
       or coalesce(cause not in (select cause from incoming_causes), true)
    union all
    select 'coverage', 'has two rows for one period, regency, segment and target group'
    from incoming_coverage group by period, regency_code, segment_code, target_group having count(*) > 1
    union all
    select 'coverage', 'has a count below zero, a target of none, or a coverage without both'
    from incoming_coverage
    where participant_count < 0 or target_population <= 0
       or (coverage_hundredths is null) <> (participant_count is null or target_population is null)
    union all
    select 'worker_month', 'has two rows for one period, regency, group and source'
    from incoming_worker_month group by period, regency_code, worker_group_code, source_code having count(*) > 1
    union all
    select frame, 'has a month that does not begin with its first day'
    from (select 'coverage' as frame, period from incoming_coverage union all select 'worker_month', period from incoming_worker_month)
    where period is null or period <> date_trunc('month', period)
)
select frame, problem, count(*) as fault_count from fault group by frame, problem order by frame, problem;
