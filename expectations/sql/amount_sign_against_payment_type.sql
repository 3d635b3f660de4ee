-- Lines whose amount has not the sign of its payment type: original and reissue above zero, reversal below, correction not zero.
select 1
from {batch}
where not case payment_type
    when 'original' then amount_paid_sen > 0
    when 'reissue' then amount_paid_sen > 0
    when 'reversal' then amount_paid_sen < 0
    when 'correction' then amount_paid_sen <> 0
    else false
end
