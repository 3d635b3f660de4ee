
    
    



select benefit_type
from "candidate"."main"."accepted"
where benefit_type is null


