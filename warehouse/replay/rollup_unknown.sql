-- A publication made before there were figures over longer spans and by place has none: nothing is handed in.
select
    cast(null as varchar) as span,
    cast(null as date)    as period,
    cast(null as varchar) as breakdown,
    cast(null as varchar) as place_code,
    cast(null as varchar) as benefit_type_code,
    cast(null as varchar) as total_code,
    cast(null as bigint)  as claim_count,
    cast(null as bigint)  as payment_count,
    cast(null as bigint)  as participant_count,
    cast(null as bigint)  as amount_paid_sen
where false;
