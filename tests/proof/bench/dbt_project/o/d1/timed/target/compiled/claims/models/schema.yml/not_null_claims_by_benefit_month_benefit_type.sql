
    
    



select benefit_type
from "candidate"."main"."claims_by_benefit_month"
where benefit_type is null


