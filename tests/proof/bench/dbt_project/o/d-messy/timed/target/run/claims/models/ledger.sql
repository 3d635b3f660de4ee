
    

    create  table
      "candidate"."main"."ledger__dbt_tmp"
  
    
    as (
      -- Grain: one extract.
select
    filename, extract_period, count(*) as rows_read, sum(sen) as sen_read,
    
    count(*) filter (outcome = 'accepted') as accepted, coalesce(sum(sen) filter (outcome = 'accepted'), 0) as sen_accepted,
    
    count(*) filter (outcome = 'not_a_payment') as not_a_payment, coalesce(sum(sen) filter (outcome = 'not_a_payment'), 0) as sen_not_a_payment,
    
    count(*) filter (outcome = 'quarantined') as quarantined, coalesce(sum(sen) filter (outcome = 'quarantined'), 0) as sen_quarantined,
    
    count(*) filter (outcome = 'duplicate') as duplicate, coalesce(sum(sen) filter (outcome = 'duplicate'), 0) as sen_duplicate,
    
from "candidate"."main"."outcomes"
group by filename, extract_period
    );
    
  