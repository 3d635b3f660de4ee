-- Benefit types that a sender has hardly or far too many of: under $share of the usual lines where those are $min_usual or more; over $times
-- the usual where the lines are $min_lines or more. What all senders share (a run, a new benefit) counts for the month, not here.
with judged as (
    select
        *,
        sum(lines) over others_too as all_lines,
        sum(usual_lines) over others_too as all_usual,
        count(*) over others_too as senders
    from {batch}
    where months_of_history >= $min_months
    window others_too as (partition by period, benefit_type_code)
)
select strftime(period, '%Y-%m') || ' ' || sender_code || ' ' || benefit_type_code as cell
from judged
where is_new
    and (
        (usual_lines >= $min_usual and lines < $share * usual_lines)
        or (
            lines >= $min_lines
            and lines > $times * usual_lines
            and (senders = 1 or (all_lines - lines) < $times / 2 * (all_usual - usual_lines))
        )
    )
