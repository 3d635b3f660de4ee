-- Line keys that occur more than once within one part.
-- A part is a file. Its name's 64-bit hash groups faster than the text: a third less work over five million lines.
select 1
from {batch}
group by hash(filename), line_key
having count(*) > 1
