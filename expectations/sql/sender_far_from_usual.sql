-- Senders whose lines, beside those of all others in the month, are fewer than $share of the usual or more than its reverse: seasons and
-- runs, which all share, do not count. A sender without others is held against its own median, with half the share.
select strftime(period, '%Y-%m') || ' ' || sender_code as cell
from {batch}
where is_new
    and months_of_history >= $min_months
    and usual_lines >= $min_lines
    and case
        when usual_relative is null or relative is null then own_lines < $share / 2 * usual_lines or own_lines > 2 / $share * usual_lines
        else relative < $share * usual_relative or relative > usual_relative / $share
    end
