
    
    



select rows_read
from "candidate"."main"."ledger"
where rows_read is null


