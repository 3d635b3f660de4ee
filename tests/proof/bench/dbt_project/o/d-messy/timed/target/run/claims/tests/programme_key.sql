
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  select 1 from "candidate"."main"."claims_by_programme_month" group by period, programme, benefit_type, component having count(*) > 1
  
  
      
    ) dbt_internal_test