-- What was made again.
select mart, span, period from fresh;
