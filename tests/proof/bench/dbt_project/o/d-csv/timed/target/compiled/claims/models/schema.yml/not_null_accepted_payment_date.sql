
    
    



select payment_date
from "candidate"."main"."accepted"
where payment_date is null


