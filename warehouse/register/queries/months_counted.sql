select a.publication, a.shows, m.period
from shown_as as a left join shown_month as m on m.publication = a.publication and m.is_held = 0
order by a.publication, m.period;
