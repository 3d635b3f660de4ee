
    

    create  table
      "candidate"."main"."judged__dbt_tmp"
  
    
    as (
      -- Grain: one line of an extract, with the bits of the rules that it breaks by itself. Names and accounts end here.
with raw as (
    select
        row_number() over () as line_no,
        strptime(split_part(filename, '/', -3), '%Y-%m')::date as extract_period,
        filename,
        case when trim("KODE KLAIM", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("KODE KLAIM", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as claim_id,
        case when trim("NO PEMBAYARAN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("NO PEMBAYARAN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as payment_id,
        case when trim("PROGRAM", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("PROGRAM", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as programme,
        case when trim("JENIS MANFAAT", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("JENIS MANFAAT", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as benefit_type,
        case when trim("KOMPONEN MANFAAT", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("KOMPONEN MANFAAT", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as component,
        case when trim("SEGMEN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("SEGMEN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as segment,
        case when trim("NIK", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("NIK", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as raw_nik,
        case when trim("KPJ", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("KPJ", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as raw_kpj,
        case when trim("NAMA TK", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("NAMA TK", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as participant_name,
        case when trim("NAMA PENERIMA", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("NAMA PENERIMA", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as beneficiary_name,
        case when trim("NO REKENING", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("NO REKENING", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as account,
        case when trim("NPP", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("NPP", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as npp,
        case when trim("KODE KANTOR", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("KODE KANTOR", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as branch,
        case when trim("KODE KABUPATEN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("KODE KABUPATEN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as regency,
        case when trim("TGL KEJADIAN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("TGL KEJADIAN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as contingency_said,
        case when trim("TGL PENGAJUAN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("TGL PENGAJUAN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as submission_said,
        case when trim("TGL PENETAPAN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("TGL PENETAPAN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as determination_said,
        case when trim("TGL BAYAR", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("TGL BAYAR", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as payment_said,
        "NOMINAL" as amount,
        case when trim("STATUS", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("STATUS", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as status,
        case when trim("JENIS PEMBAYARAN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("JENIS PEMBAYARAN", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as payment_type,
        case when trim("NO PEMBAYARAN ASAL", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) in ('', '-', '–', '—', '--', '...', '…', 'NA', 'na', 'N/A', 'n/a', '#N/A', 'NULL', 'null', '(null)') then null else trim("NO PEMBAYARAN ASAL", ' ' || chr(9) || chr(13) || chr(10) || chr(160)) end as original_payment_id
    from read_csv(['s/inputs/csv-3x3000/landing/2022-05/kudus/klaim-kudus.csv', 's/inputs/csv-3x3000/landing/2022-06/kudus/klaim-kudus.csv', 's/inputs/csv-3x3000/landing/2022-07/kudus/klaim-kudus.csv'], delim = ';', quote = '"', header = true, all_varchar = true, filename = true)
),
said as (
    select
        *,
        case when regexp_matches(raw_nik, '[^0-9A-Z]') then upper(regexp_replace(raw_nik, '^[''’`]|\s', '', 'g')) else raw_nik end as nik,
        case when regexp_matches(raw_kpj, '[^0-9A-Z]') then upper(regexp_replace(raw_kpj, '^[''’`]|\s', '', 'g')) else raw_kpj end as kpj,
        
case
    when regexp_matches(amount, '^\s*(?i:nihil)\s*$') then 0
    when regexp_matches(amount, '^\s*(?:(?:[-+]\s*(?:(?i:rp\.?|idr)\s*)?|(?:(?i:rp\.?|idr)\s*)?(?:[-+]\s*)?)(?:(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[0-9]{1,15})(?:,(?:[0-9]{1,2}|--?))?)|(?:[-+]\s*)?(?:(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[0-9]{1,15})(?:,(?:[0-9]{1,2}|--?))?)\s*(?i:rp\.?|idr)|(?:(?i:rp\.?|idr)\s*)?\(\s*(?:(?i:rp\.?|idr)\s*)?(?:(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[0-9]{1,15})(?:,(?:[0-9]{1,2}|--?))?)\s*\))\s*$') then
        case when regexp_matches(amount, '^[^0-9]*[-(]') then -1 else 1 end
        * cast(cast(replace(regexp_replace(amount, '[^0-9,]', '', 'g'), ',', '.') as decimal(17, 2)) * 100 as bigint)
end
 as sen,
        try_strptime(contingency_said, '%d/%m/%Y')::date as contingency_date,
        try_strptime(submission_said, '%d/%m/%Y')::date as submission_date,
        try_strptime(determination_said, '%d/%m/%Y')::date as determination_date,
        try_strptime(payment_said, '%d/%m/%Y')::date as payment_date
    from raw
),
coded as (
    select
        said.* replace (
            coalesce(component_plain.code, component_meant.code) as component,
            coalesce(segment_plain.code, segment_meant.code) as segment,
            coalesce(regency_plain.code, regency_meant.code) as regency,
            coalesce(branch_plain.code, branch_meant.code, upper(said.branch)) as branch,
            coalesce(status_plain.code, status_meant.code) as status,
            case when said.payment_type is null then 'original' else coalesce(payment_type_plain.code, payment_type_meant.code) end as payment_type
        ),
        said.programme as programme_said,
        said.benefit_type as benefit_type_said,
        said.component as component_said,
        said.segment as segment_said,
        said.regency as regency_said,
        said.branch as branch_said,
        said.status as status_said,
        said.payment_type as payment_type_said,
        coalesce(programme_plain.code, programme_meant.code) as programme_named,
        coalesce(benefit_type_plain.code, benefit_type_meant.code) as benefit_named,
        coalesce(branch_plain.code, branch_meant.code) as branch_named,
        in_programme.code as benefit_in_programme
    from said
    
left join "candidate"."main"."words" as programme_plain on programme_plain.coded = 'programme' and programme_plain.is_plain and programme_plain.word = said.programme
left join "candidate"."main"."words" as programme_meant on programme_meant.coded = 'programme' and not programme_meant.is_plain
    and programme_meant.word = case when programme_plain.code is null then lower(regexp_replace(said.programme, '[^\p{L}\p{N}]', '', 'g')) end

left join "candidate"."main"."words" as benefit_type_plain on benefit_type_plain.coded = 'benefit_type' and benefit_type_plain.is_plain and benefit_type_plain.word = said.benefit_type
left join "candidate"."main"."words" as benefit_type_meant on benefit_type_meant.coded = 'benefit_type' and not benefit_type_meant.is_plain
    and benefit_type_meant.word = case when benefit_type_plain.code is null then lower(regexp_replace(said.benefit_type, '[^\p{L}\p{N}]', '', 'g')) end

left join "candidate"."main"."words" as component_plain on component_plain.coded = 'component' and component_plain.is_plain and component_plain.word = said.component
left join "candidate"."main"."words" as component_meant on component_meant.coded = 'component' and not component_meant.is_plain
    and component_meant.word = case when component_plain.code is null then lower(regexp_replace(said.component, '[^\p{L}\p{N}]', '', 'g')) end

left join "candidate"."main"."words" as segment_plain on segment_plain.coded = 'segment' and segment_plain.is_plain and segment_plain.word = said.segment
left join "candidate"."main"."words" as segment_meant on segment_meant.coded = 'segment' and not segment_meant.is_plain
    and segment_meant.word = case when segment_plain.code is null then lower(regexp_replace(said.segment, '[^\p{L}\p{N}]', '', 'g')) end

left join "candidate"."main"."words" as regency_plain on regency_plain.coded = 'regency' and regency_plain.is_plain and regency_plain.word = said.regency
left join "candidate"."main"."words" as regency_meant on regency_meant.coded = 'regency' and not regency_meant.is_plain
    and regency_meant.word = case when regency_plain.code is null then lower(regexp_replace(said.regency, '[^\p{L}\p{N}]', '', 'g')) end

left join "candidate"."main"."words" as branch_plain on branch_plain.coded = 'branch' and branch_plain.is_plain and branch_plain.word = said.branch
left join "candidate"."main"."words" as branch_meant on branch_meant.coded = 'branch' and not branch_meant.is_plain
    and branch_meant.word = case when branch_plain.code is null then lower(regexp_replace(said.branch, '[^\p{L}\p{N}]', '', 'g')) end

left join "candidate"."main"."words" as status_plain on status_plain.coded = 'status' and status_plain.is_plain and status_plain.word = said.status
left join "candidate"."main"."words" as status_meant on status_meant.coded = 'status' and not status_meant.is_plain
    and status_meant.word = case when status_plain.code is null then lower(regexp_replace(said.status, '[^\p{L}\p{N}]', '', 'g')) end

left join "candidate"."main"."words" as payment_type_plain on payment_type_plain.coded = 'payment_type' and payment_type_plain.is_plain and payment_type_plain.word = said.payment_type
left join "candidate"."main"."words" as payment_type_meant on payment_type_meant.coded = 'payment_type' and not payment_type_meant.is_plain
    and payment_type_meant.word = case when payment_type_plain.code is null then lower(regexp_replace(said.payment_type, '[^\p{L}\p{N}]', '', 'g')) end

    left join "candidate"."main"."words" as in_programme on in_programme.coded = 'benefit_type' and not in_programme.is_plain
        and in_programme.word = case when coalesce(programme_plain.code, programme_meant.code) is null then lower(regexp_replace(said.programme, '[^\p{L}\p{N}]', '', 'g')) end
),
typed as (
    select
        * replace (
            coalesce(benefit_named, benefit_in_programme, programme_named) as benefit_type,
            coalesce(programme_named, nullif(coalesce(benefit_named, benefit_in_programme), 'BEASISWA')) as programme
        ),
        coalesce(status = 'DIBAYAR', false) as pays,
        left(sha256(unhex('5342716017063524dbcaf9e89f8ebdac5342716017063524dbcaf9e89f8ebdac5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c') || unhex(sha256(unhex('39281b0a7d6c5f4eb1a09382f5e4d7c639281b0a7d6c5f4eb1a09382f5e4d7c63636363636363636363636363636363636363636363636363636363636363636') || encode(coalesce(nik, kpj))))), 16) as participant,
        coalesce(regexp_matches(nik, '^[0-9]{6}(?:(?:(?:0[1-9]|1[0-9]|2[0-8]|4[1-9]|5[0-9]|6[0-8])(?:0[1-9]|1[0-2])|[26]9(?:0[13-9]|1[0-2])|[37]0(?:0[13-9]|1[0-2])|[37]1(?:0[13578]|1[02]))[0-9]{2}|[26]902(?:[02468][048]|[13579][26]))[0-9]{4}$'), false) as nik_is_valid,
        coalesce(regexp_matches(nik, '^[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,2}$'), false) as nik_is_destroyed,
        coalesce(claim_id in (nik, kpj, participant_name, beneficiary_name, account), false)
            or coalesce(payment_id in (nik, kpj, participant_name, beneficiary_name, account), false) as is_personal,
        coalesce(regexp_matches(claim_id, '^[^0-9]*[^0-9\s]\s+[^0-9\s][^0-9]*$|^[0-9][0-9.,]*\s+\p{L}{4,}\.?$'), false) as is_words
    from coded
)
select
    line_no, extract_period, filename,
    case when is_personal or is_words then null else claim_id end as claim_id,
    case when is_personal then null else payment_id end as payment_id,
    participant, programme, benefit_type, component, segment, branch, regency,
    contingency_date, submission_date, determination_date, payment_date, sen, payment_type, original_payment_id, pays,
    case when benefit_type = 'JKM' then left(sha256(unhex('5342716017063524dbcaf9e89f8ebdac5342716017063524dbcaf9e89f8ebdac5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c') || unhex(sha256(unhex('39281b0a7d6c5f4eb1a09382f5e4d7c639281b0a7d6c5f4eb1a09382f5e4d7c63636363636363636363636363636363636363636363636363636363636363636') || encode(kpj)))), 16) end as membership,
    length(nik) = 16 and not nik_is_destroyed as has_nik,
    nik like '%0' as ends_in_0,
    case
        when pays or status_said is null then (coalesce(claim_id is null, false)::ubigint << 0) | (coalesce(is_personal, false)::ubigint << 2) | (coalesce(is_words, false)::ubigint << 4) | (coalesce((programme_said is not null and programme_named is null and benefit_in_programme is null) or (programme_said is null and benefit_type_said is null), false)::ubigint << 5) | (coalesce(benefit_type_said is not null and benefit_named is null, false)::ubigint << 6) | (coalesce((benefit_named is not null and programme_named is not null and benefit_named || programme_named not in (select benefit_type_code || programme_code from read_csv('/tmp/wt/peers/transforms/tables/programme_benefits.csv', all_varchar = true, header = true))) or benefit_in_programme <> benefit_named, false)::ubigint << 7) | (coalesce((component_said is not null and component is null) or (component is not null and benefit_type is not null and benefit_type || component not in (select benefit_type_code || benefit_component_code from read_csv('/tmp/wt/peers/transforms/tables/benefit_components.csv', all_varchar = true, header = true))), false)::ubigint << 8) | (coalesce(segment_said is not null and segment is null, false)::ubigint << 9) | (coalesce(segment is not null and programme is not null and segment || programme not in (select segment_code || programme_code from read_csv('/tmp/wt/peers/transforms/tables/segment_programmes.csv', all_varchar = true, header = true)), false)::ubigint << 10) | (coalesce(segment_said is null, false)::ubigint << 11) | (coalesce(payment_date is null, false)::ubigint << 12) | (coalesce(payment_date > last_day(extract_period), false)::ubigint << 13) | (coalesce(payment_date < date '2015-07-01', false)::ubigint << 14) | (coalesce((contingency_said is not null and contingency_date is null) or (submission_said is not null and submission_date is null) or (determination_said is not null and determination_date is null), false)::ubigint << 15) | (coalesce(coalesce(contingency_date > submission_date, false) or coalesce(contingency_date > determination_date, false) or coalesce(contingency_date > payment_date, false) or coalesce(submission_date > determination_date, false) or coalesce(submission_date > payment_date, false) or coalesce(determination_date > payment_date, false), false)::ubigint << 16) | (coalesce(benefit_type = 'JKK' and contingency_date + interval 5 years < payment_date, false)::ubigint << 17) | (coalesce(benefit_type in ('JKM', 'JKK', 'BEASISWA') and contingency_said is null, false)::ubigint << 18) | (coalesce(sen is null, false)::ubigint << 19) | (coalesce((payment_type in ('original', 'reissue') and sen <= 0) or (payment_type = 'reversal' and sen >= 0) or (payment_type = 'correction' and sen = 0), false)::ubigint << 20) | (coalesce(payment_type_said is not null and payment_type is null, false)::ubigint << 21) | (coalesce(payment_type in ('reversal', 'correction') and original_payment_id is null, false)::ubigint << 22) | (coalesce(status_said is null, false)::ubigint << 24) | (coalesce(not regexp_matches(kpj, '^[0-9A-Z]{11}$'), false)::ubigint << 25) | (coalesce(not regexp_matches(npp, '^[0-9A-Z]{8}$'), false)::ubigint << 26) | (coalesce(nik is not null and not nik_is_destroyed and not nik_is_valid, false)::ubigint << 27) | (coalesce(nik is null, false)::ubigint << 28) | (coalesce(nik_is_valid and not nik_is_destroyed and left(nik, 4) not in (select replace(regency_code, '.', '') from read_csv('/tmp/wt/peers/transforms/tables/regions.csv', all_varchar = true, header = true)), false)::ubigint << 29) | (coalesce(nik_is_destroyed, false)::ubigint << 30) | (coalesce(regency_said is not null and regency is null, false)::ubigint << 32) | (coalesce(regency_said is null, false)::ubigint << 33) | (coalesce(branch_said is not null and branch_named is null, false)::ubigint << 34) | (coalesce(benefit_type = 'JKP' and payment_date < date '2022-02-01', false)::ubigint << 35) | (coalesce(benefit_type = 'BEASISWA' and contingency_date >= date '2019-12-02' and payment_date < date '2021-04-01', false)::ubigint << 43) | (coalesce(component = 'JP_HARI_TUA_BERKALA' and payment_date <= date '2030-06-30', false)::ubigint << 50)
        else 0::ubigint
    end | case when status_said is not null and status is null then (1::ubigint << 23) else 0::ubigint end as mask
from typed
    );
    
  