
  
  create view "candidate"."main"."effective__dbt_tmp" as (
    -- Of lines with the same claim and payment number the one of the latest extract.

with recurring as (
    select claim_id, payment_id, max(extract_period) as latest from "candidate"."main"."accepted"
    group by claim_id, payment_id having count(*) > 1
)
select accepted.* from "candidate"."main"."accepted" as accepted
left join recurring using (claim_id, payment_id)
where recurring.latest is null or accepted.extract_period = recurring.latest
  );
