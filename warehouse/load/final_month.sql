-- The cells of claims_by_benefit_month, and those that only adjustments came into. A row handed in with NULLs is not known: it is
-- read back from a publication older than this mart.
insert into mart.claims_final_by_benefit_month
with cell as (
    select m.period, b.benefit_type_code
    from month_state as m
    inner join incoming_benefit_types as b on b.valid_from < m.period + interval 1 month
    union
    select period, benefit_type_code from incoming_benefit_month
    union
    select period, benefit_type_code from incoming_final_month
)
select
    cell.period,
    cell.benefit_type_code,
    b.name_id,
    case when f.period is null then m.figure_without_lines else f.claim_count end,
    case when f.period is null then m.figure_without_lines else f.payment_count end,
    case when f.period is null then m.figure_without_lines else f.participant_count end,
    rupiah(case when f.period is null then m.figure_without_lines else f.amount_paid_sen end),
    rupiah(case when f.period is null then m.figure_without_lines else f.moved_in_sen end),
    rupiah(case when f.period is null then m.figure_without_lines else f.moved_out_sen end),
    m.senders_expected,
    m.senders_received,
    m.maturity
from cell
inner join month_state as m on m.period = cell.period
inner join incoming_benefit_types as b on b.benefit_type_code = cell.benefit_type_code
left join incoming_final_month as f on f.period = cell.period and f.benefit_type_code = cell.benefit_type_code
order by cell.period, cell.benefit_type_code;
