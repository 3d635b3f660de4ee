
    
    

with all_values as (

    select
        benefit_type as value_field,
        count(*) as n_records

    from "candidate"."main"."accepted"
    group by benefit_type

)

select *
from all_values
where value_field not in (
    'JHT','JKM','JKK','JP','JKP','BEASISWA'
)


