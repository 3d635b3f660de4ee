-- A publication made before meta.code was: it has no total and no place to name.
select null as kind, null as code, null as name_id, null as name_en, null::date as valid_from where false;
