-- What the file goes on showing of the publication before, with its hashes.
create temp table taken_over as
select mart, span, period, hash
from meta.figure_source
where (mart, span, period) not in (select (mart, span, period) from fresh);
