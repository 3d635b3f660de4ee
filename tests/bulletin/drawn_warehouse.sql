-- A published file as far as a bulletin reads it. 2020-08 to 2022-07 without 2021-06, which is not published; JKP exists from 2022-02 and was
-- nothing in 2022-03; in 2021-03 not all senders are in and nothing is known of JP. A regency's name tries to break out of the page.
create schema mart;
create schema meta;

create table meta.benefit_type (benefit_type_code varchar, name_id varchar, name_en varchar, valid_from date, worth bigint);
insert into meta.benefit_type values
    ('JHT', 'Jaminan Hari Tua', 'Old-age lump sum', '2015-07-01', 400), ('JKM', 'Jaminan Kematian', 'Death grant', '2015-07-01', 12),
    ('JKK', 'Jaminan Kecelakaan Kerja', 'Employment injury benefit', '2015-07-01', 30), ('JP', 'Jaminan Pensiun', 'Pension', '2015-07-01', 9),
    ('JKP', 'Jaminan Kehilangan Pekerjaan', 'Unemployment benefit', '2022-02-01', 5), ('BEASISWA', 'Beasiswa pendidikan anak', 'Scholarship', '2015-07-01', 7);

create table meta.publication as select * from (values
    (1, 'backfill', timestamptz '2022-08-05 02:30:00+00', '0.1.0', date '2020-08-01', date '2022-06-01', 22, 3, 0, 0.00::decimal(20, 2), null),
    (2, 'run', timestamptz '2022-08-08 02:30:00+00', '0.1.0', date '2020-08-01', date '2022-07-01', 23, 3, 2, 1500000.00::decimal(20, 2), 1)
) as p(publication, kind, published_at, release, first_period, last_period, period_count, maturity_months, waiting_rows, waiting_amount_idr, previous_publication);

create table mart.claims_by_benefit_month as
select m.period::date as period, b.benefit_type_code, b.name_id as benefit_type_name,
    case when b.benefit_type_code = 'JKP' and month(m.period) = 3 then 0 when b.benefit_type_code = 'JP' and m.period = date '2021-03-01' then null
         else b.worth + month(m.period) end::bigint as claim_count,
    claim_count + 3 * (claim_count > 0)::bigint as payment_count, claim_count as participant_count,
    (claim_count * (11730000.25 + 1000 * b.worth))::decimal(18, 2) as amount_paid_idr,
    2::bigint as senders_expected, (2 - (m.period = date '2021-03-01')::bigint)::bigint as senders_received,
    case when m.period >= date '2022-05-01' then 'provisional' else 'final' end as maturity
from generate_series(date '2020-08-01', date '2022-07-01', interval 1 month) as m(period), meta.benefit_type as b
where m.period <> date '2021-06-01' and m.period >= b.valid_from;

create view mart.claims_monthly as
select m.*, b.name_en as benefit_type_name_en, (m.amount_paid_idr / nullif(m.claim_count, 0))::decimal(18, 2) as average_per_claim_idr,
    m.claim_count - y.claim_count as claim_count_change_year,
    ((m.amount_paid_idr - y.amount_paid_idr) * 100 / y.amount_paid_idr)::decimal(18, 4) as amount_change_year_percent
from mart.claims_by_benefit_month as m join meta.benefit_type as b using (benefit_type_code)
left join mart.claims_by_benefit_month as y
    on y.period = m.period - interval 12 months and y.benefit_type_code = m.benefit_type_code and y.senders_received = y.senders_expected;

create table meta.total (total_code varchar, total_name varchar, total_name_en varchar);
insert into meta.total values
    ('ALL', 'Semua jenis manfaat', 'All benefit types'), ('WITHOUT_EDUCATION', 'Tanpa beasiswa pendidikan', 'Without education grants');

-- One claim of each month has two benefit types: the total is counted anew and is one less than the sum.
create view mart.claims_monthly_total as
with told as (
select period, total_code, total_name, total_name_en, (sum(claim_count) - 1)::bigint as claim_count, sum(payment_count)::bigint as payment_count,
    (sum(participant_count) - 2)::bigint as participant_count, sum(amount_paid_idr)::decimal(18, 2) as amount_paid_idr,
    max(senders_expected) as senders_expected, max(senders_received) as senders_received, max(maturity) as maturity
from mart.claims_monthly, meta.total
where total_code = 'ALL' or benefit_type_code <> 'BEASISWA'
group by all
)
select m.*, (m.amount_paid_idr / m.claim_count)::decimal(18, 2) as average_per_claim_idr,
    m.claim_count - y.claim_count as claim_count_change_year,
    ((m.amount_paid_idr - y.amount_paid_idr) * 100 / y.amount_paid_idr)::decimal(18, 4) as amount_change_year_percent
from told as m
left join told as y on y.period = m.period - interval 12 months and y.total_code = m.total_code and y.senders_received = y.senders_expected;

create table meta.regency (regency_code varchar, regency_name varchar, part double);
insert into meta.regency values ('33.16', 'Kabupaten Blora', 0.5), ('33.17', '</script><b onload="x">Rembang & Co', 0.3), (null, null, 0.1);

create table mart.claims_monthly_by_regency as
select period, benefit_type_code, benefit_type_name, benefit_type_name_en, r.regency_code, r.regency_name,
    floor(claim_count * part)::bigint as claim_count, floor(payment_count * part)::bigint as payment_count,
    floor(participant_count * part)::bigint as participant_count, (floor(amount_paid_idr * part * 100) / 100)::decimal(18, 2) as amount_paid_idr,
    senders_expected, senders_received, maturity, average_per_claim_idr
from mart.claims_monthly, meta.regency as r;

create view mart.claims_monthly_by_regency_total as
select period, total_code, total_name, total_name_en, regency_code, regency_name, sum(claim_count)::bigint as claim_count,
    sum(payment_count)::bigint as payment_count, sum(participant_count)::bigint as participant_count,
    sum(amount_paid_idr)::decimal(18, 2) as amount_paid_idr, max(senders_expected) as senders_expected,
    max(senders_received) as senders_received, max(maturity) as maturity, 1000000.00::decimal(18, 2) as average_per_claim_idr
from mart.claims_monthly_by_regency, meta.total
where total_code = 'ALL' or benefit_type_code <> 'BEASISWA'
group by all;

create table mart.claims_year_to_date as
with of_place as (
    select period, 'national' as scope, benefit_type_code, benefit_type_name, null::varchar as regency_code, null::varchar as regency_name,
        claim_count, payment_count, participant_count, amount_paid_idr, senders_expected, senders_received, maturity
    from mart.claims_monthly
    union all
    select period, 'regency', benefit_type_code, benefit_type_name, regency_code, regency_name,
        claim_count, payment_count, participant_count, amount_paid_idr, senders_expected, senders_received, maturity
    from mart.claims_monthly_by_regency
)
select upto.period, scope, benefit_type_code, benefit_type_name, regency_code, regency_name, sum(claim_count)::bigint as claim_count,
    sum(payment_count)::bigint as payment_count, sum(participant_count)::bigint as participant_count,
    sum(amount_paid_idr)::decimal(18, 2) as amount_paid_idr, (2 * count(distinct of_place.period))::bigint as senders_expected,
    sum(senders_received)::bigint as senders_received, max(maturity) as maturity
from (select distinct period from of_place) as upto
join of_place on year(of_place.period) = year(upto.period) and of_place.period <= upto.period
group by all;

create view mart.claims_year_to_date_total as
select period, scope, total_code, total_name, total_name_en, regency_code, regency_name, (sum(claim_count) - 1)::bigint as claim_count,
    sum(payment_count)::bigint as payment_count, sum(participant_count)::bigint as participant_count,
    sum(amount_paid_idr)::decimal(18, 2) as amount_paid_idr, max(senders_expected) as senders_expected,
    max(senders_received) as senders_received, max(maturity) as maturity, (sum(amount_paid_idr) / (sum(claim_count) - 1))::decimal(18, 2) as average_per_claim_idr,
    month(period) - (period between date '2021-06-01' and date '2021-12-01')::bigint - 7 * (year(period) = 2020)::bigint as months_included,
    months_included = month(period) as is_complete, null::decimal(18, 4) as amount_change_year_percent
from mart.claims_year_to_date, meta.total
where total_code = 'ALL' or benefit_type_code <> 'BEASISWA'
group by all;

create table mart.coverage_by_region_month as select * from (values
    (date '2022-05-01', '33.16', 'Kabupaten Blora', null::varchar, 'Pekerja BPU dan jasa konstruksi', 'Self-employed and construction workers', 17920::bigint, 352284::bigint, 5.0868::decimal(9, 4), 'Blora Dalam Angka', 2022)
) as c(period, regency_code, regency_name, segment_code, target_group, target_group_en, participant_count, target_population, coverage_percent, target_source, target_year);

create table mart.vulnerable_workers_by_source_month as select * from (values
    (date '2022-05-01', '33.16', 'Kabupaten Blora', 'RELIGIOUS_TEACHERS', 'Guru keagamaan', 'Religious teachers', 'DANA_DESA', 'Dana desa', 'Village funds', 3871::bigint),
    (date '2022-05-01', '33.16', 'Kabupaten Blora', 'RENTAN', 'Pekerja rentan', null, 'APBD', null, null, 12)
) as v(period, regency_code, regency_name, worker_group_code, worker_group_name, worker_group_name_en, source, source_name, source_name_en, participant_count);

-- Of May publication 2 corrects one place, loses another office's extract and gains a place; July is new in it.
create table mart.coverage_by_region_month_vintages as select * from (values
    (date '2022-05-01', '33.16', null::varchar, 'Pekerja BPU dan jasa konstruksi', 17910::bigint, 352284::bigint, 5.0840::decimal(9, 4), 1::bigint, 1::bigint),
    (date '2022-05-01', '33.16', null, 'Pekerja BPU dan jasa konstruksi', 17920, 352284, 5.0868, 2, null),
    (date '2022-05-01', '33.18', 'BPU', null, null, null, null, 1, 1),
    (date '2022-05-01', '33.18', 'BPU', null, 1234, null, null, 2, null),
    (date '2022-05-01', null, 'BPU', null, 15414, null, null, 1, 1),
    (date '2022-05-01', null, 'BPU', null, null, null, null, 2, null),
    (date '2022-07-01', '33.16', 'BPU', null, 14200, null, null, 2, null)
) as v(period, regency_code, segment_code, target_group, participant_count, target_population, coverage_percent, publication_from, publication_to);

create table mart.claims_by_benefit_month_vintages as
select *, 1::bigint as publication_from, null::bigint as publication_to from mart.claims_by_benefit_month
where period < date '2022-07-01' and not (period = date '2022-06-01' and benefit_type_code = 'JHT')
union all
select * replace (claim_count - 2 as claim_count, amount_paid_idr - 20000000.50 as amount_paid_idr), 1, 1 from mart.claims_by_benefit_month
where period = date '2022-06-01' and benefit_type_code = 'JHT'
union all
select *, 2, null from mart.claims_by_benefit_month
where period = date '2022-07-01' or (period = date '2022-06-01' and benefit_type_code = 'JHT');

create table meta.revision (
    publication bigint, period date, benefit_type_code varchar, measure varchar,
    old_value decimal(18, 2), new_value decimal(18, 2), difference decimal(18, 2),
    causes struct(cause varchar, sender_code varchar, file_name varchar, sha256 varchar, difference decimal(18, 2))[]
);
insert into meta.revision
select 2, period, benefit_type_code, 'claim_count', claim_count - 2, claim_count, 2,
    [{cause: 'late_lines', sender_code: 'blora', file_name: 'secret-file.csv', sha256: 'ab', difference: 3}, {cause: 'duplicate_found', sender_code: 'pati', file_name: 'b.csv', sha256: 'cd', difference: -1}]
from mart.claims_by_benefit_month where period = date '2022-06-01' and benefit_type_code = 'JHT'
union all
select 2, period, benefit_type_code, 'amount_paid_idr', amount_paid_idr - 20000000.50, amount_paid_idr, 20000000.50,
    [{cause: 'late_lines', sender_code: 'blora', file_name: 'secret-file.csv', sha256: 'ab', difference: 20000000.50}]
from mart.claims_by_benefit_month where period = date '2022-06-01' and benefit_type_code = 'JHT';
create view meta.revision_cause as
select publication, period, benefit_type_code, measure, one.cause, one.sender_code, one.file_name, one.sha256, one.difference
from (select publication, period, benefit_type_code, measure, unnest(causes) as one from meta.revision);

create table meta.cause as select * from (values
    ('late_lines', 1, 'lines that had not come before', 'baris yang baru diterima', ''), ('duplicate_found', 4, 'there twice', 'ternyata dikirim dua kali', '')
) as c(cause, place, sentence_en, sentence_id, source);

create table meta.extract as select * from (values
    ('blora', date '2022-07-01', 'p1', null, 'claims'), ('pati', date '2022-07-01', 'p2', null, 'claims'),
    ('pati', date '2022-07-01', null, 'EX02', null), ('blora', date '2022-07-01', 'p3', null, 'participation')
) as e(sender_code, period, part_id, refusal_code, contract);
create table meta.ledger as select * from (values
    ('p1', 'blora', date '2022-07-01', 340, 330, 4, 5, 0, 1, 55000000.00::decimal(20, 2), '{"NK01": 3, "RG02": 2}', 'claims'),
    ('p2', 'pati', date '2022-07-01', 200, 190, 4, 3, 2, 1, 12000000.00::decimal(20, 2), '{"NK01": 1}', 'claims'),
    ('p3', 'blora', date '2022-07-01', 17, 16, 0, 1, 0, 0, null, '{"PT02": 1}', 'participation')
) as l(part_id, sender_code, period, rows_read, accepted, not_a_payment, quarantined, duplicate, furniture, amount_quarantined_idr, codes, contract);
create table meta.check_result as select * from (values
    (2, 'marts', 'month_far_below_its_median', null::varchar, 'warning', false, '1', 'a month is far below its median')
) as r(publication, suite, expectation, column_name, severity, passed, observed, notes);
create table mart.claims_completion as
select date '2022-07-01' as period, benefit_type_code, 'amount_paid_idr' as measure, 0.975 as estimated_completion,
    0.95 as estimated_completion_low, 0.99 as estimated_completion_high, 'estimated' as estimate_state
from meta.benefit_type;
