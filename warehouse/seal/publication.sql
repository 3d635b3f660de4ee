-- This publication's own record, last row of meta.publication; its two last hashes follow (chain.sql).
insert into meta.publication
select
    $number,
    $kind,
    $published_at,
    $inputs_id,
    $fingerprint,
    $key_id,
    $release,
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
    null,
    ''
from month_state;
