
    

    create  table
      "candidate"."main"."claims_by_benefit_month__dbt_tmp"
  
    
    as (
      select payment_month as period, benefit_type, 
    count(distinct claim_id) filter (sen > 0) as claim_count,
    count(*) as payment_count,
    count(distinct participant) as participant_count,
    sum(sen)::bigint as amount_sen
 from "candidate"."main"."effective" group by 1, 2
    );
    
  