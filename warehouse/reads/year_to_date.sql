-- Running totals of the year up to $period, of the country or of one regency.
select benefit_type_code, benefit_type_name, claim_count, payment_count, participant_count, amount_paid_idr, maturity
from mart.claims_year_to_date
where period = $period
  and case when $regency_code is null then scope = 'national' else scope = 'regency' and regency_code = $regency_code end
order by benefit_type_code;
