-- Senders whose amounts of a benefit type are, number and mean and spread, those of another month or sender: a sheet was copied.
-- Only of $benefit_types, whose claims are new each month: monthly pensions are the same again, by law.
with sent as (select * from {batch})
select strftime(now.period, '%Y-%m') || ' ' || now.sender_code || ' ' || now.benefit_type_code as cell
from sent as now
inner join sent as other
    on other.benefit_type_code = now.benefit_type_code
    and other.lines = now.lines
    and other.log_mean = now.log_mean
    and other.log_sd = now.log_sd
where now.is_new
    and now.benefit_type_code in $benefit_types
    and now.lines >= $min_lines
    and now.log_sd > 0.3
    and (other.period <> now.period or other.sender_code <> now.sender_code)
