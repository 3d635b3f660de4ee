select distinct a.period from standing_part as s join arrival as a using (arrival_id)
where s.publication_from <= :publication and coalesce(s.publication_to >= :publication, 1)
order by a.period;
