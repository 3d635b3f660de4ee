-- Senders whose amounts of a benefit type spread less than $share of what they did (filled down, or made up), or of which the share of
-- whole thousands or whole millions of rupiah has risen by more than $rise (rounded).
select strftime(period, '%Y-%m') || ' ' || sender_code || ' ' || benefit_type_code as cell
from {batch}
where is_new
    and amounts_of_history >= $min_months
    and lines >= $min_lines
    and usual_log_sd > 0.3
    and (
        log_sd < $share * usual_log_sd
        or thousands_share > usual_thousands_share + $rise
        or millions_share > usual_millions_share + $rise
    )
