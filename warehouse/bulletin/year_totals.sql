-- Running totals of the year up to $last and up to $before, by named total; counts are counted anew over benefit types and months.
select
    period, scope, total_code, regency_code, total_name as name_id, total_name_en as name_en,
    claim_count, payment_count, participant_count, amount_paid_idr, senders_expected, senders_received, maturity
from mart.claims_year_to_date_total
where period in ($last, $before)
  and case when $regency_code is null then scope = 'national' else scope = 'regency' and regency_code = $regency_code end
order by period, total_code;
