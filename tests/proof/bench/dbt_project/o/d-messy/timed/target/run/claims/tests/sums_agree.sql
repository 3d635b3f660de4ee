
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  with base as (select period, benefit_type, payment_count, amount_sen from "candidate"."main"."claims_by_benefit_month") select 1 from base full join (select period, benefit_type, sum(payment_count) as n, sum(amount_sen) as s from "candidate"."main"."claims_by_programme_month" group by 1, 2) as finer using (period, benefit_type) where n is distinct from payment_count or s is distinct from amount_sen union all select 1 from base full join (select period, benefit_type, sum(payment_count) as n, sum(amount_sen) as s from "candidate"."main"."claims_by_benefit_month_region" group by 1, 2) as finer using (period, benefit_type) where n is distinct from payment_count or s is distinct from amount_sen 
  
  
      
    ) dbt_internal_test