"""One planted defect per expectation: SQL that makes a clean candidate (clean_candidate.sql) break it. Other entries may break with it."""

BENEFIT = "mart.claims_by_benefit_month"
PROGRAMME = "mart.claims_by_programme_month"
REGION = "mart.claims_by_benefit_month_region"
YEAR = "mart.claims_year_to_date"
ROLLUP = "meta.claims_rollup"
FINAL = "mart.claims_final_by_benefit_month"
COVERAGE = "mart.coverage_by_region_month"
WORKERS = "mart.vulnerable_workers_by_source_month"
OF_BLORA = "where period = '2022-07-01' and regency_code = '33.16'"
NEW = "where sender_code = 'K01' and is_new"
NEW_JHT = f"{NEW} and benefit_type_code = 'JHT'"

DEFECTS = {
    "audit.ledger: ExpectTableRowCountToBeBetween() 1": "delete from audit.ledger",
    "audit.ledger: ExpectColumnValuesToNotBeNull(is_balanced) 1": "update audit.ledger set is_balanced = null",
    "audit.ledger: ExpectColumnValuesToBeInSet(is_balanced) 1": "update audit.ledger set is_balanced = false where sender_code = 'K02'",
    "audit.ledger: ledger_does_not_add_up(rows_read) 1": "update audit.ledger set amount_duplicate_sen = 101 where sender_code = 'K01'",
    "audit.ledger: ExpectColumnValuesToBeBetween(rows_read) 1": "update audit.ledger set rows_read = 0 where sender_code = 'K02'",
    "audit.ledger: quarantined_share_above(quarantined) 1": "update audit.ledger set quarantined = 26 where sender_code = 'K01'",
    "audit.ledger: quarantined_share_above(quarantined) 2": "update audit.ledger set quarantined = 6 where sender_code = 'K01'",
    "audit.ledger: ExpectColumnValuesToBeBetween(accepted) 1": "update audit.ledger set accepted = 0 where sender_code = 'K02'",
    "audit.ledger: repeats_share_above(duplicate) 1": "update audit.ledger set duplicate = 2 where sender_code = 'K01'",
    "audit.ledger: rows_at_a_limit(rows_read) 1": "update audit.ledger set rows_read = 65536 where sender_code = 'K01'",
    "audit.sender_month: sender_far_from_usual(own_lines) 1": f"update audit.sender_month set relative = 0.32 {NEW}",
    "audit.sender_month: sender_silent_for_days(last_day, first_day, days) 1": f"update audit.sender_month set last_day = 25 {NEW}",
    "audit.sender_month: sender_paid_on_one_day(busiest_day_lines) 1": f"update audit.sender_month set busiest_day_lines = 76 {NEW}",
    "audit.sender_month: sender_paid_in_other_months(accepted, own_lines) 1": f"update audit.sender_month set own_lines = 118 {NEW}",
    "audit.sender_benefit: typical_amount_drifted(log_mean) 1": f"update audit.sender_benefit set log_mean = 19.7 {NEW_JHT}",
    "audit.sender_benefit: spread_of_amounts_lost(log_sd, thousands_share, millions_share) 1": (
        f"update audit.sender_benefit set thousands_share = 0.32 {NEW_JHT}"
    ),
    "audit.sender_benefit: same_figures_again(lines, log_mean, log_sd) 1": (
        f"update audit.sender_benefit set lines = 120, log_mean = 20.151234, log_sd = 1.151234 {NEW_JHT}"
    ),
    "audit.sender_benefit: mix_drifted(lines) 1": f"update audit.sender_benefit set lines = 17 {NEW_JHT}",
    "audit.sender_code: code_share_jumped(share) 1": "update audit.sender_code set share = 0.036 where code = 'NK02'",
    "audit.lines: ExpectTableRowCountToBeBetween() 1": "delete from audit.lines",
    "audit.lines: ExpectColumnValuesToNotBeNull(line_key) 1": "update audit.lines set line_key = null where line_key = 7",
    "audit.lines: line_key_repeated(line_key) 1": "update audit.lines set line_key = 8 where line_key = 7",
    "audit.lines: ExpectColumnValuesToNotBeNull(amount_paid_sen) 1": "update audit.lines set amount_paid_sen = null where line_key = 7",
    "audit.lines: amount_sign_against_payment_type(amount_paid_sen) 1": "update audit.lines set amount_paid_sen = 0 where line_key = 7",
    "audit.lines: ExpectColumnValuesToNotBeNull(payment_date) 1": "update audit.lines set payment_date = null where line_key = 7",
    "audit.lines: ExpectColumnValuesToBeBetween(payment_date) 1": "update audit.lines set payment_date = '2022-08-01' where line_key = 7",
    "audit.lines: payment_month_is_not_the_dates(payment_month) 1": (
        "update audit.lines set payment_month = '2022-06-01' where line_key = 7"
    ),
    "audit.lines: ExpectColumnValuesToNotBeNull(benefit_type_code) 1": (
        "update audit.lines set benefit_type_code = null where line_key = 7"
    ),
    "audit.lines: ExpectColumnValuesToBeInSet(benefit_type_code) 1": (
        "update audit.lines set benefit_type_code = 'JKX' where line_key = 7"
    ),
    "audit.lines: ExpectColumnValuesToBeInSet(segment_code) 1": "update audit.lines set segment_code = 'PX' where line_key = 7",
    "audit.lines: ExpectColumnValuesToNotBeNull(participant_key) 1": (
        "update audit.lines set participant_key = null where line_key between 1 and 8"
    ),
    "audit.month: ExpectTableRowCountToBeBetween() 1": "delete from audit.month",
    "audit.month: ExpectColumnValuesToNotBeNull(period) 1": "update audit.month set period = null where benefit_type_code = 'JKK'",
    "audit.month: ExpectColumnValuesToBeInSet(benefit_type_code) 1": (
        "update audit.month set benefit_type_code = 'JKX' where benefit_type_code = 'JKK'"
    ),
    "audit.month: month_far_below_its_median(payment_count) 1": (
        "update audit.month set payment_count = 40 where benefit_type_code = 'JHT'"
    ),
    "audit.month: benefit_type_far_below_its_median(payment_count) 1": (
        "update audit.month set payment_count = 8 where benefit_type_code = 'JKM'"
    ),
    "audit.month: benefit_type_far_above_its_median(payment_count) 1": (
        "update audit.month set payment_count = 91 where benefit_type_code = 'JKM'"
    ),
    "audit.month: average_outside_its_band(average_paid_idr) 1": (
        "update audit.month set average_paid_idr = 420000 where benefit_type_code = 'JKM'"
    ),
    "audit.month: average_outside_its_band(average_paid_idr) 2": (
        "update audit.month set average_paid_idr = 1176470500 where benefit_type_code = 'JHT'"
    ),
    "audit.month: average_outside_its_band(average_paid_idr) 3": (
        "update audit.month set average_paid_idr = 10500000 where benefit_type_code = 'JKP'"
    ),
    "audit.month: case_share_outside_its_band(claim_count) 1": ("update audit.month set claim_count = 70 where benefit_type_code = 'JHT'"),
    "audit.month: ExpectColumnValuesToBeBetween(amount_paid_idr) 1": (
        "update audit.month set amount_paid_idr = -1 where benefit_type_code = 'JKM'"
    ),
    "audit.month: ExpectColumnValuesToBeBetween(participant_null_share) 1": (
        "update audit.month set participant_null_share = 0.11 where benefit_type_code = 'JHT'"
    ),
    "audit.month: sender_missing(senders_received) 1": "update audit.month set senders_received = 2 where benefit_type_code = 'JHT'",
    "audit.place_month: place_far_from_usual(payments) 1": "update audit.place_month set payments = 29 where regency_code = '33.16'",
    "audit.branch_month: counts_per_payment_fell(claim_count, participant_count) 1": (
        "update audit.branch_month set participants_share = 0.5 where branch_code = 'K01'"
    ),
    f"{BENEFIT}: ExpectTableRowCountToBeBetween() 1": f"delete from {BENEFIT}",
    f"{BENEFIT}: ExpectColumnValuesToNotBeNull(period) 1": f"update {BENEFIT} set period = null where period = '2022-06-01'",
    f"{BENEFIT}: ExpectColumnValuesToNotBeNull(benefit_type_code) 1": (
        f"update {BENEFIT} set benefit_type_code = null where period = '2022-06-01'"
    ),
    f"{BENEFIT}: ExpectColumnValuesToBeInSet(benefit_type_code) 1": (
        f"update {BENEFIT} set benefit_type_code = 'JKX' where period = '2022-06-01'"
    ),
    f"{BENEFIT}: ExpectColumnValuesToNotBeNull(benefit_type_name) 1": (
        f"update {BENEFIT} set benefit_type_name = null where period = '2022-06-01'"
    ),
    f"{BENEFIT}: ExpectCompoundColumnsToBeUnique(period, benefit_type_code) 1": f"insert into {BENEFIT} from {BENEFIT} limit 1",
    f"{BENEFIT}: ExpectColumnValuesToBeBetween(claim_count) 1": f"update {BENEFIT} set claim_count = -1 where period = '2022-06-01'",
    f"{BENEFIT}: ExpectColumnValuesToBeBetween(payment_count) 1": (f"update {BENEFIT} set payment_count = -1 where period = '2022-06-01'"),
    f"{BENEFIT}: ExpectColumnValuesToBeBetween(participant_count) 1": (
        f"update {BENEFIT} set participant_count = -1 where period = '2022-06-01'"
    ),
    f"{BENEFIT}: counts_exceed_payments(claim_count, participant_count) 1": (
        f"update {BENEFIT} set claim_count = 6 where period = '2022-06-01'"
    ),
    f"{BENEFIT}: programme_sum_differs(payment_count, amount_paid_idr) 1": (
        f"update {PROGRAMME} set amount_paid_idr = 10.01 where benefit_component_code = 'JHT_10'"
    ),
    f"{BENEFIT}: region_sum_differs(payment_count, amount_paid_idr) 1": f"delete from {REGION} where period = '2022-06-01'",
    f"{BENEFIT}: month_exceeds_year_to_date(claim_count, payment_count, participant_count) 1": (
        f"update {YEAR} set participant_count = 2 where period = '2022-07-01' and benefit_type_code = 'JHT'"
    ),
    f"{PROGRAMME}: programme_key_repeated(period, programme_code, benefit_type_code, benefit_component_code) 1": (
        f"insert into {PROGRAMME} from {PROGRAMME} where programme_code is null"
    ),
    f"{PROGRAMME}: counts_exceed_payments(claim_count, participant_count) 1": f"update {PROGRAMME} set participant_count = 9",
    f"{REGION}: region_key_repeated(period, benefit_type_code, segment_code, branch_code, regency_code) 1": (
        f"insert into {REGION} from {REGION} where segment_code is null"
    ),
    f"{REGION}: counts_exceed_payments(claim_count, participant_count) 1": f"update {REGION} set claim_count = -1",
    f"{REGION}: regency_without_a_name(regency_name) 1": f"update {REGION} set regency_name = null",
    f"{YEAR}: year_to_date_key_repeated(period, benefit_type_code, scope, regency_code) 1": (
        f"update {YEAR} set scope = 'regency' where period = '2022-06-01'"
    ),
    f"{FINAL}: ExpectCompoundColumnsToBeUnique(period, benefit_type_code) 1": f"insert into {FINAL} from {FINAL} limit 1",
    f"{FINAL}: counts_exceed_payments(claim_count, participant_count) 1": f"update {FINAL} set claim_count = 7 where period = '2022-06-01'",
    f"{FINAL}: final_sum_differs(payment_count, amount_paid_idr) 1": f"delete from {FINAL} where benefit_type_code = 'BEASISWA'",
    f"{FINAL}: final_moves_differ(amount_paid_idr, moved_in_idr, moved_out_idr) 1": (
        f"update {FINAL} set moved_in_idr = 0 where period = '2022-06-01'"
    ),
    f"{YEAR}: counts_exceed_payments(claim_count, participant_count) 1": f"update {YEAR} set claim_count = 99",
    f"{ROLLUP}: rollup_key_repeated(span, period, breakdown, place_code, benefit_type_code, total_code) 1": (
        f"insert into {ROLLUP} from {ROLLUP} where breakdown = 'regency' and place_code is null"
    ),
    f"{ROLLUP}: rollup_counts_exceed_payments(claim_count, participant_count) 1": (
        f"update {ROLLUP} set participant_count = 5 where total_code = 'WITHOUT_EDUCATION'"
    ),
    f"{ROLLUP}: rollup_sum_differs(payment_count, amount_paid_idr) 1": (
        f"delete from {ROLLUP} where breakdown = 'regency' and place_code is null"
    ),
    f"{ROLLUP}: rollup_distinct_out_of_bounds(claim_count, participant_count) 1": (
        f"update {ROLLUP} set claim_count = 8 where span = 'rolling_12_months' and benefit_type_code = 'JHT'"
    ),
    f"{COVERAGE}: ExpectTableRowCountToBeBetween() 1": f"delete from {COVERAGE}",
    f"{COVERAGE}: ExpectColumnValuesToNotBeNull(period) 1": f"update {COVERAGE} set period = null where target_group is not null",
    f"{COVERAGE}: coverage_key_repeated(period, regency_code, segment_code, target_group) 1": (
        f"insert into {COVERAGE} from {COVERAGE} {OF_BLORA} and target_group is not null"
    ),
    f"{COVERAGE}: ExpectColumnValuesToBeInSet(segment_code) 1": (
        f"update {COVERAGE} set segment_code = 'PX' {OF_BLORA} and segment_code = 'PU'"
    ),
    f"{COVERAGE}: ExpectColumnValuesToBeBetween(participant_count) 1": f"update {COVERAGE} set participant_count = -1 {OF_BLORA}",
    f"{COVERAGE}: coverage_is_not_the_quotient(coverage_percent) 1": (
        f"update {COVERAGE} set coverage_percent = 5.08 where coverage_percent is not null"
    ),
    f"{COVERAGE}: target_without_source(target_source, target_year) 1": f"update {COVERAGE} set target_source = null {OF_BLORA}",
    f"{COVERAGE}: nation_is_not_its_regencies(participant_count) 1": (
        f"update {COVERAGE} set participant_count = 1999 {OF_BLORA} and segment_code = 'PU'"
    ),
    f"{COVERAGE}: regency_without_a_name(regency_name) 1": f"update {COVERAGE} set regency_name = null {OF_BLORA}",
    f"{COVERAGE}: ExpectColumnValuesToBeBetween(coverage_percent) 1": f"update {COVERAGE} set coverage_percent = 100.0001 {OF_BLORA}",
    f"{COVERAGE}: participants_not_reported(participant_count) 1": (
        f"update {COVERAGE} set participant_count = null {OF_BLORA} and segment_code = 'PU'"
    ),
    f"{COVERAGE}: participants_jumped(participant_count) 1": (
        f"update {COVERAGE} set participant_count = 3801 {OF_BLORA} and segment_code = 'PU'"
    ),
    f"{WORKERS}: workers_exceed_participants(participant_count) 1": f"update {WORKERS} set participant_count = 1101 where source is null",
}
