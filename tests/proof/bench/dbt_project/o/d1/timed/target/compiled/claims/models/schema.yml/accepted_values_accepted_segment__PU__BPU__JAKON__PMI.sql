
    
    

with all_values as (

    select
        segment as value_field,
        count(*) as n_records

    from "candidate"."main"."accepted"
    group by segment

)

select *
from all_values
where value_field not in (
    'PU','BPU','JAKON','PMI'
)


