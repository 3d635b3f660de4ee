-- LINE without rows (docs/architecture.md), and the file a line is from: a publication may have no new part.
create view audit.lines as
select
    cast(null as ubigint)  as line_key,
    cast(null as ubigint)  as content_key,
    cast(null as ubigint)  as claim_key,
    cast(null as ubigint)  as participant_key,
    cast(null as varchar)  as claim_id,
    cast(null as varchar)  as payment_id,
    cast(null as varchar)  as programme_code,
    cast(null as varchar)  as benefit_type_code,
    cast(null as varchar)  as benefit_component_code,
    cast(null as varchar)  as segment_code,
    cast(null as varchar)  as branch_code,
    cast(null as varchar)  as regency_code,
    cast(null as date)     as contingency_date,
    cast(null as date)     as submission_date,
    cast(null as date)     as determination_date,
    cast(null as date)     as payment_date,
    cast(null as date)     as payment_month,
    cast(null as bigint)   as amount_paid_sen,
    cast(null as varchar)  as payment_type,
    cast(null as varchar)  as original_payment_id,
    cast(null as ubigint)  as warning_mask,
    cast(null as varchar)  as sheet,
    cast(null as uinteger) as source_row,
    cast(null as varchar)  as filename
where false;
