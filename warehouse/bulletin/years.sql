-- Running totals of the year up to $last and up to $before, by benefit type; of the country, or of one regency.
select
    y.period, y.scope, y.benefit_type_code, y.regency_code, b.name_id, b.name_en,
    y.claim_count, y.payment_count, y.participant_count, y.amount_paid_idr, y.senders_expected, y.senders_received, y.maturity
from mart.claims_year_to_date as y
left join meta.benefit_type as b using (benefit_type_code)
where y.period in ($last, $before)
  and case when $regency_code is null then y.scope = 'national' else y.scope = 'regency' and y.regency_code = $regency_code end
order by y.period, y.benefit_type_code;
