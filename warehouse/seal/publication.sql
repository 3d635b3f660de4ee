-- This publication's own record, last row of meta.publication.
insert into meta.publication
select
    $number,
    $kind,
    $published_at,
    $inputs_id,
    $fingerprint,
    $key_id,
    $previous_number,
    min(period),
    max(period),
    count(*),
    $maturity_months,
    $accepted,
    $effective,
    $duplicate,
    $superseded,
    $waiting,
    rupiah($accepted_sen),
    rupiah($effective_sen),
    rupiah($duplicate_sen),
    rupiah($superseded_sen),
    rupiah($waiting_sen),
    $content_hash,
    $record_hash
from month_state;
