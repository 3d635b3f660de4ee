-- Grain: one row per clean part. The ledger balances: every row read has exactly one fate.
-- Wider than the marts: a quarantined row may hold an identity number where the amount should be.
create table meta.ledger (
    part_id                   varchar  not null,
    sender_code               varchar  not null,
    period                    date     not null,
    rows_read                 bigint   not null,
    accepted                  bigint   not null,
    not_a_payment             bigint   not null,
    quarantined               bigint   not null,
    duplicate                 bigint   not null,
    furniture                 bigint   not null,
    amount_read_idr           decimal(20, 2) not null,
    amount_corrected_idr      decimal(20, 2) not null,
    amount_accepted_idr       decimal(20, 2) not null,
    amount_not_a_payment_idr  decimal(20, 2) not null,
    amount_quarantined_idr    decimal(20, 2) not null,
    amount_duplicate_idr      decimal(20, 2) not null,
    amount_unreadable_rows    bigint   not null,
    codes                     varchar,
    payment_months            varchar,
    evidence                  varchar,
    contract                  varchar  not null,
    participants_read         decimal(20, 2),
    participants_accepted     decimal(20, 2),
    participants_quarantined  decimal(20, 2),
    participants_duplicate    decimal(20, 2)
);

comment on table meta.ledger is 'Where each row of each extract went: rows_read = accepted + not_a_payment + quarantined + duplicate + furniture; in rupiah over readable amounts, amount_read + amount_corrected = accepted + not_a_payment + quarantined + duplicate. Of a participation extract the same of participants instead of rupiah.';
comment on column meta.ledger.part_id is 'Id of the clean part';
comment on column meta.ledger.sender_code is 'Sender that delivered the extract';
comment on column meta.ledger.period is 'Extract period (first day of the month)';
comment on column meta.ledger.rows_read is 'Rows of the extract that are not blank (rows)';
comment on column meta.ledger.accepted is 'Payment lines accepted (rows)';
comment on column meta.ledger.not_a_payment is 'Lines whose status says that nothing was paid (rows)';
comment on column meta.ledger.quarantined is 'Lines set aside because they break a rule (rows)';
comment on column meta.ledger.duplicate is 'Exact repeats within the extract (rows)';
comment on column meta.ledger.furniture is 'Titles, headings, totals, signatures and notes (rows)';
comment on column meta.ledger.amount_read_idr is 'Readable amounts of all lines, as the sender sent them (rupiah)';
comment on column meta.ledger.amount_corrected_idr is 'What corrections by hand added to the amounts read, or took from them (rupiah)';
comment on column meta.ledger.amount_accepted_idr is 'Amount of the accepted lines (rupiah)';
comment on column meta.ledger.amount_not_a_payment_idr is 'Readable amounts of the lines that are not a payment (rupiah)';
comment on column meta.ledger.amount_quarantined_idr is 'Readable amounts of the quarantined lines (rupiah)';
comment on column meta.ledger.amount_duplicate_idr is 'Readable amounts of the repeats (rupiah)';
comment on column meta.ledger.amount_unreadable_rows is 'Lines whose amount cannot be read (rows)';
comment on column meta.ledger.codes is 'Rule codes broken, with counts (JSON object, lines)';
comment on column meta.ledger.payment_months is 'Accepted lines by payment month (JSON object, lines)';
comment on column meta.ledger.evidence is 'How the file was read: encoding, delimiter, header row, columns, forms of numbers and dates (JSON object)';
comment on column meta.ledger.contract is 'Kind of extract, by its columns: claims, participation';
comment on column meta.ledger.participants_read is 'Readable counts of all lines of a participation extract (persons; the sender may have written fractions); NULL for claims';
comment on column meta.ledger.participants_accepted is 'Count of the accepted lines (persons), all participants and groups among them together; NULL for claims';
comment on column meta.ledger.participants_quarantined is 'Readable counts of the quarantined lines (persons); NULL for claims';
comment on column meta.ledger.participants_duplicate is 'Readable counts of the repeats (persons); NULL for claims';
