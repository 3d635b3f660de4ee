-- Generated from warehouse/metrics.yaml by `make generate`: edit that file, not this one.

create view mart.claims_monthly as
select
    now.period as period,
    now.benefit_type_code as benefit_type_code,
    benefit.name_id as benefit_type_name,
    benefit.name_en as benefit_type_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    case when everything.amount_paid_idr > 0 then try_cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_share_percent,
    cast(now.amount_paid_idr - month_before.amount_paid_idr as decimal(18, 2)) as amount_change_month_idr,
    case when month_before.amount_paid_idr > 0 then try_cast(try_cast( sign((now.amount_paid_idr - month_before.amount_paid_idr)) * ((abs(cast(cast((now.amount_paid_idr - month_before.amount_paid_idr) as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(month_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(month_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_change_month_percent,
    cast(now.amount_paid_idr - year_before.amount_paid_idr as decimal(18, 2)) as amount_change_year_idr,
    case when year_before.amount_paid_idr > 0 then try_cast(try_cast( sign((now.amount_paid_idr - year_before.amount_paid_idr)) * ((abs(cast(cast((now.amount_paid_idr - year_before.amount_paid_idr) as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_change_year_percent,
    cast(now.claim_count - month_before.claim_count as bigint) as claim_count_change_month,
    cast(now.claim_count - year_before.claim_count as bigint) as claim_count_change_year,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from mart.claims_by_benefit_month as now
left join meta.benefit_type as benefit on benefit.benefit_type_code = now.benefit_type_code
left join meta.claims_rollup as everything on everything.span = 'month' and everything.breakdown = 'nation' and everything.total_code = 'ALL' and everything.period = now.period
left join mart.claims_by_benefit_month as month_before on month_before.period = cast(now.period - interval 1 months as date) and month_before.benefit_type_code = now.benefit_type_code and (month_before.senders_received = month_before.senders_expected) = (now.senders_received = now.senders_expected) and month_before.senders_received = month_before.senders_expected
left join mart.claims_by_benefit_month as year_before on year_before.period = cast(now.period - interval 12 months as date) and year_before.benefit_type_code = now.benefit_type_code and (year_before.senders_received = year_before.senders_expected) = (now.senders_received = now.senders_expected) and year_before.senders_received = year_before.senders_expected;

create view mart.claims_monthly_total as
select
    now.period as period,
    now.total_code as total_code,
    total.name_id as total_name,
    total.name_en as total_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    case when everything.amount_paid_idr > 0 then try_cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_share_percent,
    cast(now.amount_paid_idr - month_before.amount_paid_idr as decimal(18, 2)) as amount_change_month_idr,
    case when month_before.amount_paid_idr > 0 then try_cast(try_cast( sign((now.amount_paid_idr - month_before.amount_paid_idr)) * ((abs(cast(cast((now.amount_paid_idr - month_before.amount_paid_idr) as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(month_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(month_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_change_month_percent,
    cast(now.amount_paid_idr - year_before.amount_paid_idr as decimal(18, 2)) as amount_change_year_idr,
    case when year_before.amount_paid_idr > 0 then try_cast(try_cast( sign((now.amount_paid_idr - year_before.amount_paid_idr)) * ((abs(cast(cast((now.amount_paid_idr - year_before.amount_paid_idr) as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_change_year_percent,
    cast(now.claim_count - month_before.claim_count as bigint) as claim_count_change_month,
    cast(now.claim_count - year_before.claim_count as bigint) as claim_count_change_year,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.code as total on total.kind = 'total' and total.code = now.total_code
left join meta.claims_rollup as everything on everything.span = 'month' and everything.breakdown = 'nation' and everything.total_code = 'ALL' and everything.period = now.period
left join meta.claims_rollup as month_before on month_before.span = now.span and month_before.breakdown = now.breakdown and month_before.total_code = now.total_code and month_before.period = cast(now.period - interval 1 months as date) and month_before.is_complete = now.is_complete and month_before.is_complete and (month_before.senders_received = month_before.senders_expected) = (now.senders_received = now.senders_expected) and month_before.senders_received = month_before.senders_expected
left join meta.claims_rollup as year_before on year_before.span = now.span and year_before.breakdown = now.breakdown and year_before.total_code = now.total_code and year_before.period = cast(now.period - interval 12 months as date) and year_before.is_complete = now.is_complete and year_before.is_complete and (year_before.senders_received = year_before.senders_expected) = (now.senders_received = now.senders_expected) and year_before.senders_received = year_before.senders_expected
where now.span = 'month' and now.breakdown in ('nation') and now.total_code is not null;

create view mart.claims_quarterly as
select
    now.period as quarter,
    now.benefit_type_code as benefit_type_code,
    benefit.name_id as benefit_type_name,
    benefit.name_en as benefit_type_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    case when everything.amount_paid_idr > 0 then try_cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_share_percent,
    cast(now.amount_paid_idr - quarter_before.amount_paid_idr as decimal(18, 2)) as amount_change_quarter_idr,
    case when quarter_before.amount_paid_idr > 0 then try_cast(try_cast( sign((now.amount_paid_idr - quarter_before.amount_paid_idr)) * ((abs(cast(cast((now.amount_paid_idr - quarter_before.amount_paid_idr) as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(quarter_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(quarter_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_change_quarter_percent,
    cast(now.amount_paid_idr - year_before.amount_paid_idr as decimal(18, 2)) as amount_change_year_idr,
    case when year_before.amount_paid_idr > 0 then try_cast(try_cast( sign((now.amount_paid_idr - year_before.amount_paid_idr)) * ((abs(cast(cast((now.amount_paid_idr - year_before.amount_paid_idr) as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_change_year_percent,
    now.months_included as months_included,
    now.is_complete as is_complete,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.benefit_type as benefit on benefit.benefit_type_code = now.benefit_type_code
left join meta.claims_rollup as everything on everything.span = 'quarter' and everything.breakdown = 'nation' and everything.total_code = 'ALL' and everything.period = now.period
left join meta.claims_rollup as quarter_before on quarter_before.span = now.span and quarter_before.breakdown = now.breakdown and quarter_before.benefit_type_code = now.benefit_type_code and quarter_before.period = cast(now.period - interval 3 months as date) and quarter_before.is_complete = now.is_complete and quarter_before.is_complete and (quarter_before.senders_received = quarter_before.senders_expected) = (now.senders_received = now.senders_expected) and quarter_before.senders_received = quarter_before.senders_expected
left join meta.claims_rollup as year_before on year_before.span = now.span and year_before.breakdown = now.breakdown and year_before.benefit_type_code = now.benefit_type_code and year_before.period = cast(now.period - interval 12 months as date) and year_before.is_complete = now.is_complete and year_before.is_complete and (year_before.senders_received = year_before.senders_expected) = (now.senders_received = now.senders_expected) and year_before.senders_received = year_before.senders_expected
where now.span = 'quarter' and now.breakdown in ('nation') and now.benefit_type_code is not null;

create view mart.claims_quarterly_total as
select
    now.period as quarter,
    now.total_code as total_code,
    total.name_id as total_name,
    total.name_en as total_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    case when everything.amount_paid_idr > 0 then try_cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_share_percent,
    cast(now.amount_paid_idr - quarter_before.amount_paid_idr as decimal(18, 2)) as amount_change_quarter_idr,
    case when quarter_before.amount_paid_idr > 0 then try_cast(try_cast( sign((now.amount_paid_idr - quarter_before.amount_paid_idr)) * ((abs(cast(cast((now.amount_paid_idr - quarter_before.amount_paid_idr) as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(quarter_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(quarter_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_change_quarter_percent,
    cast(now.amount_paid_idr - year_before.amount_paid_idr as decimal(18, 2)) as amount_change_year_idr,
    case when year_before.amount_paid_idr > 0 then try_cast(try_cast( sign((now.amount_paid_idr - year_before.amount_paid_idr)) * ((abs(cast(cast((now.amount_paid_idr - year_before.amount_paid_idr) as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_change_year_percent,
    now.months_included as months_included,
    now.is_complete as is_complete,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.code as total on total.kind = 'total' and total.code = now.total_code
left join meta.claims_rollup as everything on everything.span = 'quarter' and everything.breakdown = 'nation' and everything.total_code = 'ALL' and everything.period = now.period
left join meta.claims_rollup as quarter_before on quarter_before.span = now.span and quarter_before.breakdown = now.breakdown and quarter_before.total_code = now.total_code and quarter_before.period = cast(now.period - interval 3 months as date) and quarter_before.is_complete = now.is_complete and quarter_before.is_complete and (quarter_before.senders_received = quarter_before.senders_expected) = (now.senders_received = now.senders_expected) and quarter_before.senders_received = quarter_before.senders_expected
left join meta.claims_rollup as year_before on year_before.span = now.span and year_before.breakdown = now.breakdown and year_before.total_code = now.total_code and year_before.period = cast(now.period - interval 12 months as date) and year_before.is_complete = now.is_complete and year_before.is_complete and (year_before.senders_received = year_before.senders_expected) = (now.senders_received = now.senders_expected) and year_before.senders_received = year_before.senders_expected
where now.span = 'quarter' and now.breakdown in ('nation') and now.total_code is not null;

create view mart.claims_year_to_date_total as
select
    now.period as period,
    case now.breakdown when 'nation' then 'national' else now.breakdown end as scope,
    now.total_code as total_code,
    total.name_id as total_name,
    total.name_en as total_name_en,
    now.place_code as regency_code,
    regency.regency_name as regency_name,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    cast(now.amount_paid_idr - year_before.amount_paid_idr as decimal(18, 2)) as amount_change_year_idr,
    case when year_before.amount_paid_idr > 0 then try_cast(try_cast( sign((now.amount_paid_idr - year_before.amount_paid_idr)) * ((abs(cast(cast((now.amount_paid_idr - year_before.amount_paid_idr) as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_change_year_percent,
    now.months_included as months_included,
    now.is_complete as is_complete,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.code as total on total.kind = 'total' and total.code = now.total_code
left join meta.regency as regency on regency.regency_code = now.place_code
left join meta.claims_rollup as year_before on year_before.span = now.span and year_before.breakdown = now.breakdown and year_before.total_code = now.total_code and year_before.period = cast(now.period - interval 12 months as date) and year_before.is_complete = now.is_complete and year_before.is_complete and (year_before.senders_received = year_before.senders_expected) = (now.senders_received = now.senders_expected) and year_before.senders_received = year_before.senders_expected and year_before.place_code is not distinct from now.place_code
where now.span = 'year_to_date' and now.breakdown in ('nation', 'regency') and now.total_code is not null;

create view mart.claims_rolling_12_months as
select
    now.period as period,
    now.benefit_type_code as benefit_type_code,
    benefit.name_id as benefit_type_name,
    benefit.name_en as benefit_type_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    case when everything.amount_paid_idr > 0 then try_cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_share_percent,
    cast(now.amount_paid_idr - year_before.amount_paid_idr as decimal(18, 2)) as amount_change_year_idr,
    case when year_before.amount_paid_idr > 0 then try_cast(try_cast( sign((now.amount_paid_idr - year_before.amount_paid_idr)) * ((abs(cast(cast((now.amount_paid_idr - year_before.amount_paid_idr) as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_change_year_percent,
    now.months_included as months_included,
    now.is_complete as is_complete,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.benefit_type as benefit on benefit.benefit_type_code = now.benefit_type_code
left join meta.claims_rollup as everything on everything.span = 'rolling_12_months' and everything.breakdown = 'nation' and everything.total_code = 'ALL' and everything.period = now.period
left join meta.claims_rollup as year_before on year_before.span = now.span and year_before.breakdown = now.breakdown and year_before.benefit_type_code = now.benefit_type_code and year_before.period = cast(now.period - interval 12 months as date) and year_before.is_complete = now.is_complete and year_before.is_complete and (year_before.senders_received = year_before.senders_expected) = (now.senders_received = now.senders_expected) and year_before.senders_received = year_before.senders_expected
where now.span = 'rolling_12_months' and now.breakdown in ('nation') and now.benefit_type_code is not null;

create view mart.claims_rolling_12_months_total as
select
    now.period as period,
    now.total_code as total_code,
    total.name_id as total_name,
    total.name_en as total_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    case when everything.amount_paid_idr > 0 then try_cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(everything.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_share_percent,
    cast(now.amount_paid_idr - year_before.amount_paid_idr as decimal(18, 2)) as amount_change_year_idr,
    case when year_before.amount_paid_idr > 0 then try_cast(try_cast( sign((now.amount_paid_idr - year_before.amount_paid_idr)) * ((abs(cast(cast((now.amount_paid_idr - year_before.amount_paid_idr) as decimal(38, 2)) * 100 as hugeint)) * 2000000 + cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) // (cast(cast(year_before.amount_paid_idr as decimal(38, 2)) * 100 as hugeint) * 2)) as decimal(18, 0)) * cast(0.0001 as decimal(5, 4)) as decimal(18, 4)) end as amount_change_year_percent,
    now.months_included as months_included,
    now.is_complete as is_complete,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.code as total on total.kind = 'total' and total.code = now.total_code
left join meta.claims_rollup as everything on everything.span = 'rolling_12_months' and everything.breakdown = 'nation' and everything.total_code = 'ALL' and everything.period = now.period
left join meta.claims_rollup as year_before on year_before.span = now.span and year_before.breakdown = now.breakdown and year_before.total_code = now.total_code and year_before.period = cast(now.period - interval 12 months as date) and year_before.is_complete = now.is_complete and year_before.is_complete and (year_before.senders_received = year_before.senders_expected) = (now.senders_received = now.senders_expected) and year_before.senders_received = year_before.senders_expected
where now.span = 'rolling_12_months' and now.breakdown in ('nation') and now.total_code is not null;

create view mart.claims_monthly_by_regency as
select
    now.period as period,
    now.place_code as regency_code,
    regency.regency_name as regency_name,
    regency.province_name as province_name,
    now.benefit_type_code as benefit_type_code,
    benefit.name_id as benefit_type_name,
    benefit.name_en as benefit_type_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.benefit_type as benefit on benefit.benefit_type_code = now.benefit_type_code
left join meta.regency as regency on regency.regency_code = now.place_code
where now.span = 'month' and now.breakdown in ('regency') and now.benefit_type_code is not null;

create view mart.claims_monthly_by_regency_total as
select
    now.period as period,
    now.place_code as regency_code,
    regency.regency_name as regency_name,
    regency.province_name as province_name,
    now.total_code as total_code,
    total.name_id as total_name,
    total.name_en as total_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.code as total on total.kind = 'total' and total.code = now.total_code
left join meta.regency as regency on regency.regency_code = now.place_code
where now.span = 'month' and now.breakdown in ('regency') and now.total_code is not null;

create view mart.claims_monthly_by_branch as
select
    now.period as period,
    now.place_code as branch_code,
    branch.name_id as branch_name,
    now.benefit_type_code as benefit_type_code,
    benefit.name_id as benefit_type_name,
    benefit.name_en as benefit_type_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.benefit_type as benefit on benefit.benefit_type_code = now.benefit_type_code
left join meta.code as branch on branch.kind = 'branch' and branch.code = now.place_code
where now.span = 'month' and now.breakdown in ('branch') and now.benefit_type_code is not null;

create view mart.claims_monthly_by_branch_total as
select
    now.period as period,
    now.place_code as branch_code,
    branch.name_id as branch_name,
    now.total_code as total_code,
    total.name_id as total_name,
    total.name_en as total_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.code as total on total.kind = 'total' and total.code = now.total_code
left join meta.code as branch on branch.kind = 'branch' and branch.code = now.place_code
where now.span = 'month' and now.breakdown in ('branch') and now.total_code is not null;

create view mart.claims_monthly_by_segment as
select
    now.period as period,
    now.place_code as segment_code,
    segment.name_id as segment_name,
    segment.name_en as segment_name_en,
    now.benefit_type_code as benefit_type_code,
    benefit.name_id as benefit_type_name,
    benefit.name_en as benefit_type_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.benefit_type as benefit on benefit.benefit_type_code = now.benefit_type_code
left join meta.code as segment on segment.kind = 'segment' and segment.code = now.place_code
where now.span = 'month' and now.breakdown in ('segment') and now.benefit_type_code is not null;

create view mart.claims_monthly_by_segment_total as
select
    now.period as period,
    now.place_code as segment_code,
    segment.name_id as segment_name,
    segment.name_en as segment_name_en,
    now.total_code as total_code,
    total.name_id as total_name,
    total.name_en as total_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.code as total on total.kind = 'total' and total.code = now.total_code
left join meta.code as segment on segment.kind = 'segment' and segment.code = now.place_code
where now.span = 'month' and now.breakdown in ('segment') and now.total_code is not null;

create view mart.claims_quarterly_by_regency as
select
    now.period as quarter,
    now.place_code as regency_code,
    regency.regency_name as regency_name,
    regency.province_name as province_name,
    now.benefit_type_code as benefit_type_code,
    benefit.name_id as benefit_type_name,
    benefit.name_en as benefit_type_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.months_included as months_included,
    now.is_complete as is_complete,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.benefit_type as benefit on benefit.benefit_type_code = now.benefit_type_code
left join meta.regency as regency on regency.regency_code = now.place_code
where now.span = 'quarter' and now.breakdown in ('regency') and now.benefit_type_code is not null;

create view mart.claims_quarterly_by_regency_total as
select
    now.period as quarter,
    now.place_code as regency_code,
    regency.regency_name as regency_name,
    regency.province_name as province_name,
    now.total_code as total_code,
    total.name_id as total_name,
    total.name_en as total_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.months_included as months_included,
    now.is_complete as is_complete,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.code as total on total.kind = 'total' and total.code = now.total_code
left join meta.regency as regency on regency.regency_code = now.place_code
where now.span = 'quarter' and now.breakdown in ('regency') and now.total_code is not null;

create view mart.claims_yearly_by_regency as
select
    now.period as year,
    now.place_code as regency_code,
    regency.regency_name as regency_name,
    regency.province_name as province_name,
    now.benefit_type_code as benefit_type_code,
    benefit.name_id as benefit_type_name,
    benefit.name_en as benefit_type_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.months_included as months_included,
    now.is_complete as is_complete,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.benefit_type as benefit on benefit.benefit_type_code = now.benefit_type_code
left join meta.regency as regency on regency.regency_code = now.place_code
where now.span = 'year' and now.breakdown in ('regency') and now.benefit_type_code is not null;

create view mart.claims_yearly_by_regency_total as
select
    now.period as year,
    now.place_code as regency_code,
    regency.regency_name as regency_name,
    regency.province_name as province_name,
    now.total_code as total_code,
    total.name_id as total_name,
    total.name_en as total_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.months_included as months_included,
    now.is_complete as is_complete,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.code as total on total.kind = 'total' and total.code = now.total_code
left join meta.regency as regency on regency.regency_code = now.place_code
where now.span = 'year' and now.breakdown in ('regency') and now.total_code is not null;

create view mart.claims_yearly_by_segment as
select
    now.period as year,
    now.place_code as segment_code,
    segment.name_id as segment_name,
    segment.name_en as segment_name_en,
    now.benefit_type_code as benefit_type_code,
    benefit.name_id as benefit_type_name,
    benefit.name_en as benefit_type_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.months_included as months_included,
    now.is_complete as is_complete,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.benefit_type as benefit on benefit.benefit_type_code = now.benefit_type_code
left join meta.code as segment on segment.kind = 'segment' and segment.code = now.place_code
where now.span = 'year' and now.breakdown in ('segment') and now.benefit_type_code is not null;

create view mart.claims_yearly_by_segment_total as
select
    now.period as year,
    now.place_code as segment_code,
    segment.name_id as segment_name,
    segment.name_en as segment_name_en,
    now.total_code as total_code,
    total.name_id as total_name,
    total.name_en as total_name_en,
    now.claim_count as claim_count,
    now.payment_count as payment_count,
    now.participant_count as participant_count,
    now.amount_paid_idr as amount_paid_idr,
    case when now.claim_count > 0 then cast(try_cast( sign(now.amount_paid_idr) * ((abs(cast(cast(now.amount_paid_idr as decimal(38, 2)) * 100 as hugeint)) * 2 + now.claim_count) // (cast(now.claim_count as hugeint) * 2)) as decimal(18, 0)) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)) end as average_per_claim_idr,
    now.months_included as months_included,
    now.is_complete as is_complete,
    now.senders_expected as senders_expected,
    now.senders_received as senders_received,
    now.maturity as maturity
from meta.claims_rollup as now
left join meta.code as total on total.kind = 'total' and total.code = now.total_code
left join meta.code as segment on segment.kind = 'segment' and segment.code = now.place_code
where now.span = 'year' and now.breakdown in ('segment') and now.total_code is not null;

create view mart.dim_benefit_type as
select
    now.benefit_type_code as benefit_type_code,
    now.name_id as benefit_type_name,
    now.name_en as benefit_type_name_en,
    now.valid_from as valid_from
from meta.benefit_type as now;

create view mart.dim_programme as
select
    now.code as programme_code,
    now.name_id as programme_name,
    now.name_en as programme_name_en,
    now.valid_from as valid_from
from meta.code as now
where now.kind = 'programme';

create view mart.dim_segment as
select
    now.code as segment_code,
    now.name_id as segment_name,
    now.name_en as segment_name_en,
    now.valid_from as valid_from
from meta.code as now
where now.kind = 'segment';

create view mart.dim_branch as
select
    now.code as branch_code,
    now.name_id as branch_name,
    now.valid_from as valid_from
from meta.code as now
where now.kind = 'branch';

create view mart.dim_total as
select
    now.code as total_code,
    now.name_id as total_name,
    now.name_en as total_name_en
from meta.code as now
where now.kind = 'total';

create view mart.dim_regency as
select
    now.regency_code as regency_code,
    now.regency_name as regency_name,
    now.province_code as province_code,
    now.province_name as province_name
from meta.regency as now;
