-- Senders whose typical amount (geometric mean) of a benefit type is not what it was: by more than $least (as a logarithm), and by more
-- than $errors standard errors of a mean of so many lines. Amounts that hardly spread (fixed by law) are left to the rules.
select strftime(period, '%Y-%m') || ' ' || sender_code || ' ' || benefit_type_code as cell
from {batch}
where is_new
    and amounts_of_history >= $min_months
    and lines >= $min_lines
    and usual_log_sd > 0.3
    and abs(log_mean - usual_log_mean) > greatest($least, $errors * usual_log_sd / sqrt(lines))
