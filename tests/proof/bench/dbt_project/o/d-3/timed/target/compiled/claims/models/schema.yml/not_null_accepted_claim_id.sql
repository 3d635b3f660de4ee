
    
    



select claim_id
from "candidate"."main"."accepted"
where claim_id is null


