select 1 from {{ ref('accepted') }} group by filename, claim_id, payment_id having count(*) > 1
