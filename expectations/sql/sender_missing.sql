-- Months this publication changes for which an expected sender has delivered nothing.
select strftime(period, '%Y-%m') as cell
from {batch}
where is_changed and senders_received < senders_expected
group by period
