-- The months that are not taken over. National rows have the cells of claims_by_benefit_month; regencies only those that had lines.
insert into mart.claims_year_to_date
with cell as (
    select m.period, 'national' as scope, b.benefit_type_code, cast(null as varchar) as regency_code
    from month_state as m
    inner join incoming_benefit_types as b on b.valid_from < m.period + interval 1 month
    union
    select period, scope, benefit_type_code, regency_code from incoming_year_to_date
)
select
    cell.period,
    cell.scope,
    cell.benefit_type_code,
    b.name_id,
    cell.regency_code,
    r.regency_name,
    coalesce(f.claim_count, y.figure_without_lines),
    coalesce(f.payment_count, y.figure_without_lines),
    coalesce(f.participant_count, y.figure_without_lines),
    rupiah(coalesce(f.amount_paid_sen, y.figure_without_lines)),
    y.months_included,
    y.is_complete,
    y.senders_expected,
    y.senders_received,
    y.maturity
from cell
inner join span_state as y on y.span = 'year_to_date' and y.period = cell.period
inner join incoming_benefit_types as b on b.benefit_type_code = cell.benefit_type_code
left join incoming_regions as r on r.regency_code = cell.regency_code
left join incoming_year_to_date as f
    on f.period = cell.period
    and f.scope = cell.scope
    and f.benefit_type_code = cell.benefit_type_code
    and f.regency_code is not distinct from cell.regency_code
where cell.period in (select period from fresh where mart = 'claims_year_to_date')
order by cell.period, cell.scope, cell.benefit_type_code, cell.regency_code;
