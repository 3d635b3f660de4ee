-- Of the spans that are not taken over. National cells are those of claims_by_benefit_month: every benefit type existing by the end of the
-- span, and every total; places only those that had lines. $rollup_is_known is false where nothing is handed in for months that have
-- lines: a publication from before these figures is shown again, and none of them is known.
insert into meta.claims_rollup
with cell as (
    select s.span, s.period, 'nation' as breakdown, cast(null as varchar) as place_code, b.benefit_type_code, cast(null as varchar) as total_code
    from span_state as s
    inner join incoming_benefit_types as b on b.valid_from < s.last_month + interval 1 month
    where s.span in ('quarter', 'rolling_12_months') and $rollup_is_known
    union
    select s.span, s.period, 'nation', null, null, c.code
    from span_state as s
    inner join incoming_codes as c on c.kind = 'total'
    where s.span in ('month', 'quarter', 'year_to_date', 'rolling_12_months') and $rollup_is_known
    union
    select span, period, breakdown, place_code, benefit_type_code, total_code from incoming_rollup
)
select
    cell.span,
    cell.period,
    cell.breakdown,
    cell.place_code,
    cell.benefit_type_code,
    cell.total_code,
    coalesce(f.claim_count, s.figure_without_lines),
    coalesce(f.payment_count, s.figure_without_lines),
    coalesce(f.participant_count, s.figure_without_lines),
    rupiah(coalesce(f.amount_paid_sen, s.figure_without_lines)),
    s.senders_expected,
    s.senders_received,
    s.months_included,
    s.is_complete,
    s.maturity
from cell
inner join span_state as s on s.span = cell.span and s.period = cell.period
left join incoming_rollup as f
    on f.span = cell.span
    and f.period = cell.period
    and f.breakdown = cell.breakdown
    and f.place_code is not distinct from cell.place_code
    and f.benefit_type_code is not distinct from cell.benefit_type_code
    and f.total_code is not distinct from cell.total_code
where (cell.span, cell.period) in (select (span, period) from fresh where mart = 'claims_rollup')
order by cell.span, cell.breakdown, cell.period, cell.benefit_type_code, cell.total_code, cell.place_code;
