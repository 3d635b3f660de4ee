
    
    



select sen
from "candidate"."main"."accepted"
where sen is null


