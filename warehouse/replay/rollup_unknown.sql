-- A publication made before there were figures over longer spans and by place has none: nothing is handed in.
select
    null as span, null::date as period, null as breakdown, null as place_code, null as benefit_type_code, null as total_code,
    null::bigint as claim_count, null::bigint as payment_count, null::bigint as participant_count, null::bigint as amount_paid_sen
where false;
