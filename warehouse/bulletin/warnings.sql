-- The checks that warned before the publication this file is.
select suite, expectation, column_name, observed, notes
from meta.check_result
where publication = (select max(publication) from meta.publication) and not passed
order by suite, expectation, column_name;
