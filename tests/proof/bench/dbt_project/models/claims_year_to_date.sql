select *, null as regency, 'national' as scope from ({{ to_date('benefit_type') }})
union all by name
select *, 'regency' as scope from ({{ to_date('benefit_type, regency') }})
