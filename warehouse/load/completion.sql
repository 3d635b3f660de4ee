-- Sen become rupiah, estimates whole rupiah and lines; one too large for a column (a factor of next to nothing) is left out.
insert into mart.claims_completion
with scaled as (
    select *, case measure when 'amount_paid_idr' then 100 else 1 end as unit from incoming_completion
)
select
    period,
    benefit_type_code,
    b.name_id,
    f.measure,
    f.lag_months,
    try_cast(f.received / f.unit as decimal(18, 2)),
    f.completion,
    f.completion_low,
    f.completion_high,
    try_cast(round(f.final / f.unit) as decimal(18, 2)),
    try_cast(round(f.final_low / f.unit) as decimal(18, 2)),
    try_cast(round(f.final_high / f.unit) as decimal(18, 2)),
    try_cast(round(f.error / f.unit) as decimal(18, 2)),
    f.months,
    f.state,
    m.maturity
from scaled as f
inner join month_state as m using (period)
inner join incoming_benefit_types as b using (benefit_type_code)
where m.maturity = 'provisional'
order by period, benefit_type_code, f.measure;
