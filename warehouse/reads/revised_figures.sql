-- How many figures by benefit type publication $number showed otherwise than the one before, by cell.
select period, benefit_type_code, count(*) as figures
from meta.revision
where publication = $number
group by all
order by all;
