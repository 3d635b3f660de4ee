"""Judge, ledger and figures are those of the slow cleaner in plain Python, on small extracts of nasty lines."""

from random import Random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle.cleaner import clean
from tests.oracle.figures import figures
from tests.transforms.judging import JULY, codes, judge, typed_texts
from transforms.aggregate import by_benefit_month
from transforms.outcome import account, tally

NIKS: list[str | None] = [None, "3316010101850001", "3316014101850000", "331601", "0016010101850001", "3,31608E+15", "3316012902850001"]
DATES: list[str | None] = [
    None,
    "2022-07-15",
    "2022-06-01",
    "2022-08-02",
    "2014-01-01",
    "2021-03-31",
    "2019-12-01",
    "2019-12-02",
    "2025-02-07",
    "kemarin",
]
MILLIONS = ["42", "20", "12", "10", "3", "1.5", "2.25", "1.25", "24", "60", "84", "4.8", "16.2", "0", "-3", "6", "0.35", "5"]
AMOUNTS: list[str | None] = [*(str(round(float(m) * 1_000_000)) for m in MILLIONS), "100000.01", "x", None]
COMPONENTS: list[str | None] = [
    None, "JKM_PEMAKAMAN", "JKM_SEKALIGUS", "JHT_10", "JHT 30%", "JP_CACAT_BERKALA", "JP_HARI_TUA_BERKALA", "JKP_BULAN_4",
    "BEASISWA SD", "BEASISWA_S1", "JKK_SANTUNAN_KEMATIAN", "JKK_TRANSPORT_LAUT", "JKK_HOMECARE", "APA",
]  # fmt: skip
Text = dict[str, str | None]
COLUMNS: dict[str, list[str | None]] = {
    "claim_id": ["K1", "K2", "K3", None, "REKAP JHT", "8 klaim", "2,20701E+11", "2.20701 E+011", "5.12E1"],
    "payment_id": ["P1", "P2", "P3", "P4", "2.2e+15", None, None, None],
    "programme_code": ["JHT", "JKM", "jkk", "Jaminan Pensiun", "JKP", "BEASISWA", None, "XX"],
    "benefit_type_code": [None, None, "JHT", "JKM", "JKK", "BEASISWA", "YY"],
    "benefit_component_code": COMPONENTS,
    "segment_code": ["PU", "bpu", "PMI", "Jasa Konstruksi", None, "ZZ"],
    "participant_nik": NIKS,
    "participant_kpj": [None, "12345678901", "12345678902", "1", "1,23457E+10"],
    "participant_name": [None, "SITI", "P4"],
    "employer_npp": [None, "15070955", "x"],
    "regency_code": ["33.16", "3319", None, "33.2"],
    "contingency_date": DATES,
    "submission_date": [None, "2022-07-01", "2022-05-01"],
    "determination_date": [None, "2022-07-02"],
    "payment_date": [*DATES, "2022-07-20", "2022-07-21"],
    "amount_paid_idr": AMOUNTS,
    "status": ["DIBAYAR", "lunas", "DIBAYAR", "DITOLAK", "MUNGKIN", None],
    "payment_type": [None, "ASLI", "PENGGANTI", "RETUR", "KOREKSI", "HADIAH"],
    "original_payment_id": [None, "P1"],
}
ALWAYS = ("claim_id", "payment_date", "amount_paid_idr", "programme_code")
SOUND: Text = {
    "claim_id": "K1", "payment_id": None, "programme_code": "JHT", "benefit_type_code": None, "benefit_component_code": None,
    "segment_code": "PU", "participant_nik": "3316010101850001", "participant_kpj": "12345678901", "participant_name": "SITI",
    "employer_npp": "15070955", "regency_code": "33.16", "contingency_date": "2022-01-01", "submission_date": None,
    "determination_date": None, "payment_date": "2022-07-15", "amount_paid_idr": "10000000", "status": "DIBAYAR",
    "payment_type": None, "original_payment_id": None,
}  # fmt: skip
KINDS: list[Text] = [
    {"benefit_component_code": "JHT_10"},
    {"programme_code": "JKM", "amount_paid_idr": "42000000"},
    {"programme_code": "JKM", "benefit_component_code": "JKM_PEMAKAMAN"},
    {"programme_code": "JKM", "benefit_component_code": "JKM_SEKALIGUS", "amount_paid_idr": "20000000"},
    {"programme_code": "JKK", "benefit_component_code": "JKK_SANTUNAN_KEMATIAN", "amount_paid_idr": "60000000"},
    {"programme_code": "JKK", "benefit_component_code": "JKK_TRANSPORT_LAUT", "amount_paid_idr": "1500000"},
    {"programme_code": "JKM", "benefit_type_code": "BEASISWA", "amount_paid_idr": "3000000"},
    {"programme_code": "BEASISWA", "benefit_component_code": "BEASISWA_S1", "amount_paid_idr": "60000000"},
    {"programme_code": "JP", "benefit_component_code": "JP_CACAT_BERKALA", "amount_paid_idr": "363300"},
    {"programme_code": "JKP", "benefit_component_code": "JKP_BULAN_4", "amount_paid_idr": "1250000"},
]


@st.composite
def extracts(draw: st.DrawFn) -> list[Text]:
    """Some columns, and lines of every kind that are sound but for a few cells: such lines get past the first rule they meet."""
    chance = Random(draw(st.integers(0, 2**32)))  # noqa: S311
    columns = [column for column in COLUMNS if column in ALWAYS or chance.random() < 0.9]
    lines = [_line(chance, columns, number) for number in range(draw(st.integers(1, 80)))]
    return lines + [line for line in lines if chance.random() < 0.1]


def _line(chance: Random, columns: list[str], number: int) -> Text:
    numbers = {"claim_id": f"K{chance.randint(1, 20)}", "payment_id": chance.choice([None, f"P{number}", f"P{number}", f"P{number // 2}"])}
    line = SOUND | chance.choice(KINDS) | numbers
    if chance.random() < 0.2:  # laws change with the day of the event
        line["contingency_date"] = chance.choice(["2019-12-01", "2019-12-02"])
    for column in chance.sample(list(COLUMNS), chance.randint(0, 3)):
        line[column] = chance.choice(COLUMNS[column])
    return {column: line[column] for column in columns}


@settings(max_examples=50, deadline=None)
@given(extract=extracts())
def test_codes_outcomes_ledger_and_figures_are_those_of_the_oracle(extract: list[Text]) -> None:
    expected = clean(extract, JULY)
    texts = pl.DataFrame(extract, schema=dict.fromkeys(extract[0], pl.String)).with_row_index("source_row", offset=2)
    lines = judge(typed_texts(texts.cast({"source_row": pl.UInt32}))).collect().lazy()
    assert [set(found.split()) for found in codes(lines)] == [line.codes for line in expected]
    assert lines.collect()["outcome"].to_list() == [line.outcome for line in expected]

    readable = sum(line.amount or 0 for line in expected)
    ledger = account(tally(lines), lines_read=len(expected), sen_read=readable, furniture=0, evidence={})
    assert ledger.accepted == sum(line.outcome == "accepted" for line in expected)
    assert ledger.codes == {code: count for code in ledger.codes if (count := sum(code in line.codes for line in expected))}

    accepted = lines.filter(pl.col("outcome") == "accepted")
    assert {row[:2]: row[2:] for row in by_benefit_month(accepted).collect().rows()} == figures(expected)
    keys = accepted.collect()["line_key"]
    assert keys.n_unique() == len({line.line_key for line in expected if line.outcome == "accepted"}) == len(keys)
