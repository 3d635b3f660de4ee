-- The rule codes that lines of the month's extracts of claims broke, with how many lines.
select k.code, sum(cast(json_extract(l.codes, '$."' || k.code || '"') as bigint))::bigint as lines
from meta.ledger as l, (select unnest(json_keys(l.codes))) as k(code)
where l.period = $last and l.contract = 'claims'
group by k.code
order by lines desc, k.code;
