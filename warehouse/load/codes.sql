-- Branch offices that have figures stand here even where no table names them.
insert into meta.code
select kind, code, name_id, name_en, valid_from from incoming_codes
union all
select distinct 'branch', place_code, cast(null as varchar), cast(null as varchar), cast(null as date)
from meta.claims_rollup
where breakdown = 'branch' and place_code is not null
  and place_code not in (select code from incoming_codes where kind = 'branch')
order by kind, code;
