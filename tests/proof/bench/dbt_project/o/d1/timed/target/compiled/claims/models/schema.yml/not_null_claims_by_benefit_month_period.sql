
    
    



select period
from "candidate"."main"."claims_by_benefit_month"
where period is null


