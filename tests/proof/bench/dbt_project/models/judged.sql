-- Grain: one line of an extract, with the bits of the rules that it breaks by itself. Names and accounts end here.
with raw as (
    select
        row_number() over () as line_no,
        strptime(split_part(filename, '/', -3), '%Y-%m')::date as extract_period,
        filename,
        {{ blank_to_null('"KODE KLAIM"') }} as claim_id,
        {{ blank_to_null('"NO PEMBAYARAN"') }} as payment_id,
        {{ blank_to_null('"PROGRAM"') }} as programme,
        {{ blank_to_null('"JENIS MANFAAT"') }} as benefit_type,
        {{ blank_to_null('"KOMPONEN MANFAAT"') }} as component,
        {{ blank_to_null('"SEGMEN"') }} as segment,
        {{ blank_to_null('"NIK"') }} as raw_nik,
        {{ blank_to_null('"KPJ"') }} as raw_kpj,
        {{ blank_to_null('"NAMA TK"') }} as participant_name,
        {{ blank_to_null('"NAMA PENERIMA"') }} as beneficiary_name,
        {{ blank_to_null('"NO REKENING"') }} as account,
        {{ blank_to_null('"NPP"') }} as npp,
        {{ blank_to_null('"KODE KANTOR"') }} as branch,
        {{ blank_to_null('"KODE KABUPATEN"') }} as regency,
        {{ blank_to_null('"TGL KEJADIAN"') }} as contingency_said,
        {{ blank_to_null('"TGL PENGAJUAN"') }} as submission_said,
        {{ blank_to_null('"TGL PENETAPAN"') }} as determination_said,
        {{ blank_to_null('"TGL BAYAR"') }} as payment_said,
        "NOMINAL" as amount,
        {{ blank_to_null('"STATUS"') }} as status,
        {{ blank_to_null('"JENIS PEMBAYARAN"') }} as payment_type,
        {{ blank_to_null('"NO PEMBAYARAN ASAL"') }} as original_payment_id
    from read_csv({{ var('files') }}, delim = ';', quote = '"', header = true, all_varchar = true, filename = true)
),
said as (
    select
        *,
        {{ normalised('raw_nik') }} as nik,
        {{ normalised('raw_kpj') }} as kpj,
        {{ sen('amount') }} as sen,
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
    {% for column in coded() %}{{ join_words(column) }}{% endfor %}
    left join {{ ref('words') }} as in_programme on in_programme.coded = 'benefit_type' and not in_programme.is_plain
        and in_programme.word = case when coalesce(programme_plain.code, programme_meant.code) is null then {{ bare('said.programme') }} end
),
typed as (
    select
        * replace (
            coalesce(benefit_named, benefit_in_programme, programme_named) as benefit_type,
            coalesce(programme_named, nullif(coalesce(benefit_named, benefit_in_programme), 'BEASISWA')) as programme
        ),
        coalesce(status = 'DIBAYAR', false) as pays,
        coalesce(regexp_matches(kpj, '^[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}$'), false) as kpj_is_destroyed,
        {{ pseudonym('coalesce(nik, case when not kpj_is_destroyed then kpj end)') }} as participant,
        coalesce(regexp_matches(nik, '{{ birth() }}'), false) as nik_is_valid,
        coalesce(regexp_matches(nik, '^[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}$'), false) as nik_is_destroyed,
        coalesce(claim_id in (nik, kpj, participant_name, beneficiary_name, account), false)
            or coalesce(payment_id in (nik, kpj, participant_name, beneficiary_name, account), false) as is_personal,
        coalesce(regexp_matches(claim_id, '^[^0-9]*[^0-9\s]\s+[^0-9\s][^0-9]*$|^[0-9][0-9.,]*\s+\p{L}{4,}\.?$'), false) as is_words,
        coalesce(regexp_matches(claim_id, '^''?[0-9](?:(?:[.,][0-9]+)? ?[eE] ?\+[0-9]{1,3}|[.,][0-9]{2,} ?[eE][0-9]{2,3})$'), false) as claim_is_destroyed,
        coalesce(regexp_matches(payment_id, '^''?[0-9](?:(?:[.,][0-9]+)? ?[eE] ?\+[0-9]{1,3}|[.,][0-9]{2,} ?[eE][0-9]{2,3})$'), false) as payment_is_destroyed
    from coded
)
select
    line_no, extract_period, filename,
    case when is_personal or is_words or claim_is_destroyed or payment_is_destroyed then null else claim_id end as claim_id,
    case when is_personal then null else payment_id end as payment_id,
    participant, programme, benefit_type, component, segment, branch, regency,
    contingency_date, submission_date, determination_date, payment_date, sen, payment_type, original_payment_id, pays,
    case when benefit_type = 'JKM' then {{ pseudonym('case when not kpj_is_destroyed then kpj end') }} end as membership,
    length(nik) = 16 and not nik_is_destroyed as has_nik,
    nik like '%0' as ends_in_0,
    case
        when pays or status_said is null then {{ mask() }}
        else 0::ubigint
    end | case when status_said is not null and status is null then {{ bit('ST01') }} else 0::ubigint end as mask
from typed
