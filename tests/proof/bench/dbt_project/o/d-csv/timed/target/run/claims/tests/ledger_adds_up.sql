
    
    select
      count(*) as failures,
      count(*) != 0 as should_warn,
      count(*) != 0 as should_error
    from (
      
    
  select * from "candidate"."main"."ledger" where rows_read <> accepted + not_a_payment + quarantined + duplicate or sen_read <> sen_accepted + sen_not_a_payment + sen_quarantined + sen_duplicate or rows_read < 1
  
  
      
    ) dbt_internal_test