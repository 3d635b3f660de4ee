-- A public file as far as a bulletin reads it. In July 2022 JKK is suppressed, JP held, JKM not reported, JKP truly nothing; JKP exists from
-- 2022-02. Of July one of two senders is in, of March 2021 too. 2021-06 is not published.
create schema mart;
create schema meta;
create table meta.publication as
select 2::bigint as publication, timestamptz '2022-08-08 02:30:00+00' as published_at, 5::bigint as disclosure_threshold, 0.5::double as dominance_share, 'h' as figures_hash;

create table mart.claims_by_benefit_month as
select m.period::date as period, b.code as benefit_type_code, b.name_id as benefit_type_name, b.name_en as benefit_type_name_en,
    case when b.code = 'JKK' and m.period = date '2022-07-01' then 'suppressed' when b.code = 'JP' and m.period = date '2022-07-01' then 'held'
         when b.code = 'JKM' and m.period = date '2022-07-01' then 'not_reported' else 'shown' end as mark,
    case when b.code = 'JKP' then 0 when mark in ('suppressed', 'not_reported') then null else b.worth + month(m.period) end::bigint as claim_count,
    (claim_count * 1000000.25)::decimal(18, 2) as amount_paid_idr,
    case when claim_count > 0 then amount_paid_idr / claim_count end::decimal(18, 2) as average_per_claim_idr,
    1::bigint as shown_since_publication, 2::bigint as senders_expected,
    (2 - (m.period in (date '2021-03-01', date '2022-07-01'))::bigint)::bigint as senders_received,
    case when m.period >= date '2022-05-01' then 'provisional' else 'final' end as maturity
from generate_series(date '2021-01-01', date '2022-07-01', interval 1 month) as m(period), (values
    ('JHT', 'Jaminan Hari Tua', 'Old-age lump sum', 400), ('JKM', 'Jaminan Kematian', 'Death grant', 12),
    ('JKK', 'Jaminan Kecelakaan Kerja', 'Employment injury benefit', 30), ('JP', 'Jaminan Pensiun', 'Pension', 9),
    ('JKP', 'Jaminan Kehilangan Pekerjaan', 'Unemployment benefit', 0)
) as b(code, name_id, name_en, worth)
where m.period <> date '2021-06-01' and not (b.code = 'JKP' and m.period < date '2022-02-01');

create table meta.benefit_type as
select distinct benefit_type_code, benefit_type_name as name_id, benefit_type_name_en as name_en,
    case when benefit_type_code = 'JKP' then date '2022-02-01' else date '2015-07-01' end as valid_from
from mart.claims_by_benefit_month;

create table mart.claims_by_benefit_quarter_regency as
select date '2022-04-01' as period, m.benefit_type_code, m.benefit_type_name, m.benefit_type_name_en, r.code as regency_code, r.name as regency_name,
    case when m.benefit_type_code = 'JKK' and r.code = '33.17' then null else r.worth end::bigint as claim_count,
    (claim_count * 2000000.50)::decimal(18, 2) as amount_paid_idr, null::decimal(18, 2) as average_per_claim_idr,
    case when claim_count is null then 'suppressed' else 'shown' end as mark, 1::bigint as shown_since_publication, true as is_provisional,
    false as lacks_senders
from mart.claims_by_benefit_month as m, (values ('33.16', 'Kabupaten Blora', 40), ('33.17', 'Kabupaten Rembang', 60), (null, null, 7)) as r(code, name, worth)
where m.period = date '2022-06-01';

create table mart.claims_by_segment_year as select * from (values
    (date '2021-01-01', 'PU', 'Penerima upah', 'Wage earners', 4000::bigint, 40000000000.00::decimal(18, 2), null::decimal(18, 2), 'shown', 1::bigint, false, true),
    (date '2021-01-01', 'PMI', 'Pekerja migran', 'Migrant workers', null, null, null, 'suppressed', null, false, true)
) as s(period, segment_code, segment_name, segment_name_en, claim_count, amount_paid_idr, average_per_claim_idr, mark, shown_since_publication, is_provisional, lacks_senders);

create table meta.suppression as select * from (values
    ('claims_by_benefit_month', 'shown', 92::bigint, 96.8421::decimal(9, 4)), ('claims_by_benefit_month', 'suppressed', 1, 1.0526)
) as s(table_name, mark, cell_count, cell_share_percent);

create table mart.claims_vintages as
select 'claims_by_benefit_month' as table_name, period, benefit_type_code, '' as regency_code, '' as segment_code, claim_count, amount_paid_idr, mark,
    shown_since_publication, 1::bigint as publication_from, null::bigint as publication_to
from mart.claims_by_benefit_month where not (period = date '2022-06-01' and benefit_type_code = 'JHT') and mark <> 'held'
union all
select 'claims_by_benefit_month', period, benefit_type_code, '', '', claim_count, amount_paid_idr, 'shown', 1, 1, 1
from mart.claims_by_benefit_month where mark = 'held'
union all
select 'claims_by_benefit_month', period, benefit_type_code, '', '', claim_count, amount_paid_idr, mark, 1, 2, null
from mart.claims_by_benefit_month where mark = 'held'
union all
select 'claims_by_benefit_month', period, benefit_type_code, '', '', claim_count - 9, amount_paid_idr - 9000000, mark, 1, 1, 1
from mart.claims_by_benefit_month where period = date '2022-06-01' and benefit_type_code = 'JHT'
union all
select 'claims_by_benefit_month', period, benefit_type_code, '', '', claim_count, amount_paid_idr, mark, 2, 2, null
from mart.claims_by_benefit_month where period = date '2022-06-01' and benefit_type_code = 'JHT';
