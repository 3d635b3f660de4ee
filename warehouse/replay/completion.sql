select
    period,
    benefit_type_code,
    measure,
    lag_months,
    cast(received as double) * case measure when 'amount_paid_idr' then 100 else 1 end                 as received,
    estimated_completion                                                                               as completion,
    estimated_completion_low                                                                           as completion_low,
    estimated_completion_high                                                                          as completion_high,
    cast(estimated_final as double) * case measure when 'amount_paid_idr' then 100 else 1 end          as final,
    cast(estimated_final_low as double) * case measure when 'amount_paid_idr' then 100 else 1 end      as final_low,
    cast(estimated_final_high as double) * case measure when 'amount_paid_idr' then 100 else 1 end     as final_high,
    cast(estimated_standard_error as double) * case measure when 'amount_paid_idr' then 100 else 1 end as error,
    months_used                                                                                        as months,
    estimate_state                                                                                     as state
from mart.claims_completion;
