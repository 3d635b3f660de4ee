-- A small candidate without a fault, as warehouse/ shows it to the checks.
create schema audit;
create schema mart;

create table audit.ledger (
    sender_code varchar, period date, rows_read bigint, accepted bigint, not_a_payment bigint, quarantined bigint, duplicate bigint,
    furniture bigint, amount_read_sen bigint, amount_corrected_sen bigint, amount_accepted_sen bigint, amount_not_a_payment_sen bigint,
    amount_quarantined_sen bigint, amount_duplicate_sen bigint, is_balanced boolean
);
insert into audit.ledger values
    ('K01', '2022-07-01', 105, 95, 2, 2, 1, 5, 9900, 100, 9500, 200, 200, 100, true),
    ('K02', '2022-07-01', 40, 40, 0, 0, 0, 0, 4000, 0, 4000, 0, 0, 0, true);

create table audit.lines (
    line_key ubigint, participant_key ubigint, claim_id varchar, payment_id varchar, benefit_type_code varchar, segment_code varchar,
    payment_date date, payment_month date, amount_paid_sen bigint, payment_type varchar, sheet varchar, filename varchar
);
insert into audit.lines
select
    i, i, 'C' || i, 'P' || i, 'JHT', 'PU', date '2022-07-01' + (i % 28)::integer, '2022-07-01', 1000 + i, 'original', null, 'part_a'
from range(1, 41) as t(i);
-- The same keys in another part are resolved when the publication is made: no fault of the lines. Neither is a missing segment.
insert into audit.lines values
    (1, 1, 'C1', 'P1', 'JKM', null, '2022-07-31', '2022-07-01', -1001, 'reversal', null, 'part_b'),
    (2, 2, 'C2', 'P2', 'JKM', 'BPU', '2022-06-30', '2022-06-01', 1001, 'reissue', null, 'part_b'),
    (3, 3, 'C3', 'P3', 'JKM', 'BPU', '2022-06-30', '2022-06-01', -1, 'correction', null, 'part_b');

create table audit.month (
    period date, benefit_type_code varchar, claim_count bigint, payment_count bigint, amount_paid_idr decimal(18, 2),
    average_paid_idr double, median_payment_count_12m double, months_of_history bigint, participant_null_share double,
    senders_expected bigint, senders_received bigint, is_changed boolean
);
insert into audit.month values
    ('2022-07-01', 'JHT', 330, 340, 4000000000, 11764705, 336, 12, 0.01, 3, 3, true),
    ('2022-07-01', 'JKM', 30, 31, 1302000000, 42000000, 30, 12, 0.0, 3, 3, true),
    ('2022-07-01', 'JKP', 20, 40, 70000000, 1750000, 40, 12, 0.0, 3, 3, true),
    ('2022-07-01', 'JKK', 0, 0, 0, null, 1, 12, null, 3, 3, true),
    ('2022-07-01', 'JP', null, null, null, null, null, 0, null, 3, 3, true);

-- Two senders beside their past: K02 without history is not judged, nor is anything that is not new.
create table audit.sender_month (
    sender_code varchar, period date, is_new boolean, lines bigint, accepted bigint, duplicate bigint, own_lines bigint, days bigint,
    first_day bigint, last_day bigint, busiest_day_lines bigint, others_lines bigint, others bigint, others_first_day bigint,
    others_last_day bigint, others_days bigint, relative double, usual_relative double, usual_lines double, months_of_history bigint
);
insert into audit.sender_month values
    ('K01', '2022-06-01', false, 9, 9, 0, 0, 1, 30, 30, 9, 300, 1, 1, 30, 20, 0.0, 0.5, 150, 12),
    ('K01', '2022-07-01', true, 160, 158, 0, 150, 21, 1, 29, 12, 300, 1, 1, 29, 21, 0.5, 0.52, 148, 12),
    ('K02', '2022-07-01', true, 310, 305, 0, 300, 21, 1, 29, 24, 150, 1, 1, 29, 21, 2.0, null, null, 0);

create table audit.sender_benefit (
    sender_code varchar, period date, is_new boolean, benefit_type_code varchar, lines bigint, log_mean double, log_sd double,
    thousands_share double, millions_share double, usual_lines double, usual_log_mean double, usual_log_sd double,
    usual_thousands_share double, usual_millions_share double, months_of_history bigint, amounts_of_history bigint
);
insert into audit.sender_benefit values
    ('K01', '2022-06-01', false, 'JHT', 120, 20.151234, 1.151234, 0.01, 0, 118, 20.2, 1.15, 0.01, 0, 12, 12),
    ('K01', '2022-07-01', true, 'JHT', 121, 20.251234, 1.141234, 0.01, 0, 119, 20.2, 1.15, 0.01, 0, 12, 12),
    ('K01', '2022-07-01', true, 'JKM', 121, 22.158311, 0, 1, 1, 30, 22.1, 0, 1, 1, 12, 12),
    ('K02', '2022-07-01', true, 'JKM', 121, 22.158311, 0, 1, 1, 30, 22.1, 0, 1, 1, 12, 12),
    ('K01', '2022-07-01', true, 'JKK', 9, null, null, null, null, 11, null, null, null, null, 12, 0),
    ('K02', '2022-07-01', true, 'JHT', 250, 29.1, 3.0, 0.9, 0.9, null, null, null, null, null, 0, 0);

create table audit.sender_code (
    sender_code varchar, period date, code varchar, is_new boolean, lines bigint, share double, most_share double, months_of_history bigint
);
insert into audit.sender_code values
    ('K01', '2022-07-01', 'NK02', true, 3, 0.019, 0.01, 12),
    ('K01', '2022-07-01', 'JKM2', true, 2, 0.0125, 0, 12),
    ('K02', '2022-07-01', 'NK02', true, 300, 0.97, 0, 0);

create table audit.place_month (
    period date, is_changed boolean, branch_code varchar, regency_code varchar, payments bigint, usual_payments double,
    months_of_history bigint
);
insert into audit.place_month values
    ('2022-07-01', true, 'K01', '33.16', 150, 148.5, 12),
    ('2022-07-01', true, 'K01', null, 0, 29, 12),
    ('2022-07-01', true, null, null, 29, 0, 12),
    ('2022-06-01', false, 'K02', '33.19', 0, 200, 12);

create table audit.branch_month (
    period date, branch_code varchar, is_changed boolean, claim_count bigint, payment_count bigint, participant_count bigint,
    claims_share double, participants_share double, usual_claims_share double, usual_participants_share double, months_of_history bigint
);
insert into audit.branch_month values
    ('2022-07-01', 'K01', true, 148, 150, 147, 0.987, 0.98, 0.985, 0.981, 12),
    ('2022-07-01', null, true, 1, 99, 1, 0.01, 0.01, 0.9, 0.9, 12);

create table mart.claims_by_benefit_month (
    period date, benefit_type_code varchar, benefit_type_name varchar, claim_count bigint, payment_count bigint,
    participant_count bigint, amount_paid_idr decimal(18, 2), senders_expected bigint, senders_received bigint
);
insert into mart.claims_by_benefit_month values
    ('2022-06-01', 'JHT', 'Old age', 4, 5, 3, 50.25, 3, 3),
    ('2022-07-01', 'JHT', 'Old age', 3, 4, 3, 40.75, 3, 3),
    ('2022-07-01', 'BEASISWA', 'Education grant', 1, 2, 1, 3.00, 3, 3),
    ('2022-07-01', 'JKK', 'Employment injury', 0, 0, 0, 0, 3, 3),
    ('2022-08-01', 'JKK', 'Employment injury', null, null, null, null, 3, 2);

-- A reversal paid in July belongs to June.
create table mart.claims_final_by_benefit_month (
    period date, benefit_type_code varchar, claim_count bigint, payment_count bigint, participant_count bigint,
    amount_paid_idr decimal(18, 2), moved_in_idr decimal(18, 2), moved_out_idr decimal(18, 2)
);
insert into mart.claims_final_by_benefit_month values
    ('2022-06-01', 'JHT', 3, 6, 3, 40.25, -10, 0),
    ('2022-07-01', 'JHT', 3, 3, 3, 50.75, 0, -10),
    ('2022-07-01', 'BEASISWA', 1, 2, 1, 3.00, 0, 0),
    ('2022-07-01', 'JKK', 0, 0, 0, 0, 0, 0),
    ('2022-08-01', 'JKK', null, null, null, null, null, null);

create table mart.claims_by_programme_month (
    period date, programme_code varchar, benefit_type_code varchar, benefit_component_code varchar, claim_count bigint,
    payment_count bigint, participant_count bigint, amount_paid_idr decimal(18, 2)
);
insert into mart.claims_by_programme_month values
    ('2022-06-01', 'JHT', 'JHT', null, 4, 5, 3, 50.25),
    ('2022-07-01', 'JHT', 'JHT', null, 2, 3, 2, 30.75),
    ('2022-07-01', 'JHT', 'JHT', 'JHT_10', 1, 1, 1, 10.00),
    ('2022-07-01', null, 'BEASISWA', null, 1, 2, 1, 3.00);

create table mart.claims_by_benefit_month_region (
    period date, benefit_type_code varchar, segment_code varchar, branch_code varchar, regency_code varchar, regency_name varchar,
    claim_count bigint, payment_count bigint, participant_count bigint, amount_paid_idr decimal(18, 2)
);
insert into mart.claims_by_benefit_month_region values
    ('2022-06-01', 'JHT', 'PU', 'K01', '33.16', 'Blora', 4, 5, 3, 50.25),
    ('2022-07-01', 'JHT', 'PU', 'K01', '33.16', 'Blora', 2, 3, 2, 30.75),
    ('2022-07-01', 'JHT', 'PU', 'K01', null, null, 1, 1, 1, 10.00),
    ('2022-07-01', 'BEASISWA', null, 'K01', null, null, 1, 2, 1, 3.00);

create table mart.claims_year_to_date (
    period date, scope varchar, benefit_type_code varchar, regency_code varchar, claim_count bigint, payment_count bigint,
    participant_count bigint, amount_paid_idr decimal(18, 2)
);
insert into mart.claims_year_to_date values
    ('2022-06-01', 'national', 'JHT', null, 4, 5, 3, 50.25),
    ('2022-06-01', 'regency', 'JHT', null, 1, 1, 1, 1),
    ('2022-07-01', 'national', 'JHT', null, 6, 9, 5, 91.00),
    ('2022-07-01', 'national', 'BEASISWA', null, 1, 2, 1, 3.00),
    ('2022-07-01', 'national', 'JKK', null, 0, 0, 0, 0);

-- Two regencies and all of them, of which one begins to report a month later; a target of two segments.
create table mart.coverage_by_region_month (
    period date, regency_code varchar, regency_name varchar, segment_code varchar, target_group varchar, participant_count bigint,
    target_population bigint, coverage_percent decimal(9, 4), target_source varchar, target_year integer
);
insert into mart.coverage_by_region_month values
    ('2022-06-01', '33.16', 'Kabupaten Blora', 'PU', null, 1900, null, null, null, null),
    ('2022-06-01', null, null, 'PU', null, 1900, null, null, null, null),
    ('2022-07-01', '33.16', 'Kabupaten Blora', 'PU', null, 2000, null, null, null, null),
    ('2022-07-01', '33.19', 'Kabupaten Kudus', 'PU', null, 0, null, null, null, null),
    ('2022-07-01', null, null, 'PU', null, 2000, null, null, null, null),
    ('2022-07-01', '33.16', 'Kabupaten Blora', null, 'informal', 17920, 352284, 5.0868, 'announcement', 2022),
    ('2022-07-01', '33.19', 'Kabupaten Kudus', null, 'informal', 0, 100, 0.0, 'announcement', 2022);

create table mart.vulnerable_workers_by_source_month (
    period date, regency_code varchar, regency_name varchar, worker_group_code varchar, source varchar, participant_count bigint
);
insert into mart.vulnerable_workers_by_source_month values
    ('2022-07-01', '33.16', 'Kabupaten Blora', 'RENTAN', 'CSR', 900),
    ('2022-07-01', '33.16', 'Kabupaten Blora', 'RENTAN', null, 1100);

create schema meta;
create table meta.claims_rollup (
    span varchar, period date, breakdown varchar, place_code varchar, benefit_type_code varchar, total_code varchar, claim_count bigint,
    payment_count bigint, participant_count bigint, amount_paid_idr decimal(18, 2)
);
insert into meta.claims_rollup values
    ('month', '2022-06-01', 'nation', null, null, 'ALL', 4, 5, 3, 50.25),
    ('month', '2022-06-01', 'regency', '33.16', 'JHT', null, 4, 5, 3, 50.25),
    ('month', '2022-06-01', 'branch', 'K01', 'JHT', null, 4, 5, 3, 50.25),
    ('month', '2022-06-01', 'segment', 'PU', 'JHT', null, 4, 5, 3, 50.25),
    ('month', '2022-07-01', 'nation', null, null, 'ALL', 3, 6, 3, 43.75),
    ('month', '2022-07-01', 'nation', null, null, 'WITHOUT_EDUCATION', 3, 4, 3, 40.75),
    ('month', '2022-07-01', 'regency', '33.16', 'JHT', null, 2, 3, 2, 30.75),
    ('month', '2022-07-01', 'regency', null, 'JHT', null, 1, 1, 1, 10.00),
    ('month', '2022-07-01', 'branch', 'K01', 'JHT', null, 3, 4, 3, 40.75),
    ('month', '2022-07-01', 'segment', 'PU', 'JHT', null, 3, 4, 3, 40.75),
    ('month', '2022-07-01', 'segment', null, 'BEASISWA', null, 1, 2, 1, 3.00),
    ('month', '2022-08-01', 'nation', null, null, 'ALL', null, null, null, null),
    ('quarter', '2022-07-01', 'nation', null, 'JHT', null, 3, 4, 3, 40.75),
    ('quarter', '2022-07-01', 'nation', null, null, 'ALL', 3, 6, 3, 43.75),
    ('year', '2022-01-01', 'segment', 'PU', 'JHT', null, 6, 9, 5, 91.00),
    ('year_to_date', '2022-07-01', 'nation', null, null, 'ALL', 6, 11, 5, 94.00),
    ('rolling_12_months', '2022-07-01', 'nation', null, 'JHT', null, 6, 9, 5, 91.00),
    ('rolling_12_months', '2022-07-01', 'nation', null, null, 'ALL', 6, 11, 5, 94.00);
