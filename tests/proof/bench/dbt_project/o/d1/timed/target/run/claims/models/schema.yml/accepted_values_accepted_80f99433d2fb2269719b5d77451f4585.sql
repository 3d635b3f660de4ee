
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  
    
    

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



  
  
      
    ) dbt_internal_test