
    
    



select participant
from "candidate"."main"."accepted"
where participant is null


