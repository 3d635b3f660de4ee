-- A file from before the provinces has only code and name.
from (
    select cast(null as varchar) as regency_code, cast(null as varchar) as regency_name, cast(null as varchar) as province_code,
        cast(null as varchar) as province_name
    where false
)
union all by name
from meta.regency;
