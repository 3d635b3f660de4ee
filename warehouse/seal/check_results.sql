insert into meta.check_result
select $number, suite, expectation, "column", severity, passed, observed, unexpected_count, evaluated_count, notes
from incoming_findings
order by suite, expectation, "column";
