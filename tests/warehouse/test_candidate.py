"""A candidate: one sealed file whose marts say what the content holds, to the sen, or a refusal that names what is wrong."""

from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse.drawn_content import BENEFIT_MONTH, LEDGER, PERIODS, REGION_MONTH, content, drawn, names_in, record, sealed
from warehouse.candidate import build
from warehouse.errors import CandidateOpen, ContentRefused, PublicationUnbalanced, WarehouseUnwritable
from warehouse.opening import opened
from warehouse.record import PublicationLedger, record_hash
from warehouse.rollback import rollback_content


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drawn content as a first publication; only read."""
    return sealed(tmp_path_factory.mktemp("plain") / "c")


def rows(file: Path, sql: str) -> list[tuple[object, ...]]:
    with opened(file) as connection:
        return connection.execute(sql).fetchall()


def test_the_file_has_the_storage_version_that_1_4_clients_read(plain: Path) -> None:
    with duckdb.connect(plain, read_only=True) as connection:
        assert connection.execute("select tags from duckdb_databases() where path is not null").fetchall() == [
            ({"storage_version": "v1.4.0+"},)
        ]


def test_a_sealed_candidate_is_one_file_without_a_log(plain: Path) -> None:
    assert names_in(plain.parent) == ["claims.duckdb"]


def test_every_table_column_and_macro_has_a_comment_and_the_dictionary_holds_the_same(plain: Path) -> None:
    described = rows(plain, "select schema_name, table_name, column_name, comment from duckdb_columns() where not internal")
    described += rows(plain, "select schema_name, table_name, null, comment from duckdb_tables()")
    described += rows(plain, "select schema_name, view_name, null, comment from duckdb_views() where not internal")
    described += rows(plain, "select schema_name, function_name, null, comment from duckdb_functions() where schema_name = 'mart'")
    assert {schema for schema, *_ in described} == {"mart", "meta"}
    assert [entry for entry in described if not entry[3]] == []
    assert set(described) == set(rows(plain, "select schema_name, table_name, column_name, description from meta.dictionary"))


def test_a_cell_without_lines_is_zero_or_unknown_and_a_benefit_type_not_yet_valid_has_none(plain: Path) -> None:
    cells = rows(
        plain, "select strftime(period, '%Y-%m'), benefit_type_code, claim_count, amount_paid_idr from mart.claims_by_benefit_month"
    )
    assert cells == [
        ("2022-01", "JHT", 0, Decimal("0.00")),  # all senders in, nothing paid; JKP did not exist
        ("2022-02", "JHT", 2, Decimal("1234567.89")),  # a sender is missing, but lines are there
        ("2022-02", "JKP", None, None),  # a sender is missing: unknown
        ("2022-03", "JHT", None, None),  # nobody knows how many are expected
        ("2022-03", "JKP", None, None),
    ]


def test_region_and_programme_marts_have_only_rows_that_exist(plain: Path) -> None:
    assert rows(plain, "select segment_code, regency_code, regency_name, amount_paid_idr from mart.claims_by_benefit_month_region") == [
        ("PU", "33.16", "Kabupaten Blora", Decimal("1234567.00")),
        (None, None, None, Decimal("0.89")),
    ]
    assert rows(plain, "select programme_code, benefit_component_code, payment_count from mart.claims_by_programme_month") == [
        (None, "JHT_PENUH", 3)
    ]


def test_national_running_totals_have_a_cell_for_every_benefit_type_and_count_sender_months(plain: Path) -> None:
    national = rows(
        plain,
        """select month(period), benefit_type_code, payment_count, senders_expected, senders_received
           from mart.claims_year_to_date where scope = 'national'""",
    )
    assert national == [
        (1, "JHT", 0, 2, 2),
        (2, "JHT", 3, 4, 3),
        (2, "JKP", None, 4, 3),
        (3, "JHT", None, None, 4),
        (3, "JKP", None, None, 4),
    ]


def test_a_running_total_is_never_final_nor_zero_when_an_earlier_month_of_the_year_is_not_published(tmp_path: Path) -> None:
    periods = """
        period  | senders_expected | senders_received
        2022-02 | 1                | 1
        2022-08 | 1                | 1
    """
    file = sealed(tmp_path / "c", content(periods=periods, maturity_months=3))
    months = "select distinct month(period), maturity from mart.claims_by_benefit_month order by 1"
    assert rows(file, months) == [(2, "final"), (8, "provisional")]
    totals = "select month(period), claim_count, maturity from mart.claims_year_to_date where benefit_type_code = 'JKP' order by 1"
    assert rows(file, totals) == [(2, None, "provisional"), (8, None, "provisional")]


def test_running_totals_tell_how_many_months_of_the_year_they_are_of_and_whether_none_is_missing(tmp_path: Path) -> None:
    periods = """
        period  | senders_expected | senders_received
        2021-11 | 1                | 1
        2022-01 | 2                | 1
        2022-02 |                  | 1
        2022-04 | 1                | 1
        2023-02 | 1                | 1
    """
    figures = """
        period  | scope    | benefit_type_code | regency_code | claim_count | payment_count | participant_count | amount_paid_sen
        2022-04 | national | JHT               |              | 1           | 1             | 1                 | 100
        2022-04 | regency  | JHT               | 33.16        | 1           | 1             | 1                 | 100
    """
    totals = """
        span         | period  | breakdown | total_code | claim_count | payment_count | participant_count | amount_paid_sen
        year_to_date | 2022-04 | nation    | ALL        | 1           | 1             | 1                 | 100
    """
    file = sealed(tmp_path / "c", content(periods=periods, year_to_date=figures, rollup=totals))
    told = "select distinct strftime(period, '%Y-%m'), months_included, is_complete from mart.claims_year_to_date order by 1"
    assert rows(file, told) == [
        ("2021-11", 1, False),
        ("2022-01", 1, True),  # whole, though a sender is missing
        ("2022-02", 2, True),  # whole, though nobody knows how many are expected
        ("2022-04", 3, False),  # March is missing
        ("2023-02", 1, False),
    ]
    both = "select distinct period, months_included, is_complete from {} where scope = 'national' order by all"
    assert rows(file, both.format("mart.claims_year_to_date")) == rows(file, both.format("mart.claims_year_to_date_total"))


def test_a_month_is_final_only_when_complete_and_old_enough_against_the_newest_published_one(tmp_path: Path) -> None:
    periods = """
        period  | senders_expected | senders_received
        2022-01 | 2                | 2
        2022-02 | 2                | 1
        2022-04 | 2                | 2
        2022-05 | 2                | 2
    """
    file = sealed(tmp_path / "c", content(periods=periods, maturity_months=3))
    maturity = rows(file, "select distinct month(period), maturity from mart.claims_by_benefit_month order by 1")
    assert maturity == [(1, "final"), (2, "provisional"), (4, "provisional"), (5, "provisional")]


def test_amounts_are_exact_to_the_sen_to_and_beyond_a_thousand_trillion_rupiah(tmp_path: Path) -> None:
    amounts = [1, -1, 99, 10**17 - 1, 10**17 + 1, -(10**17) - 1, 999_999_999_999_999_999]
    months = [f"2022-{month:02}" for month in range(1, len(amounts) + 1)]
    periods = "period | senders_expected | senders_received\n" + "\n".join(f"{month} | 1 | 1" for month in months)
    figures = "period | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen\n"
    figures += "\n".join(f"{month} | JHT | 1 | 1 | 1 | {sen}" for month, sen in zip(months, amounts, strict=True))
    file = sealed(tmp_path / "c", content(periods=periods, benefit_month=figures))
    paid = rows(file, "select amount_paid_idr from mart.claims_by_benefit_month where claim_count = 1 order by period")
    assert paid == [(Decimal(sen).scaleb(-2),) for sen in amounts]


def test_a_ledger_with_an_identity_number_read_as_an_amount_is_kept_exactly(tmp_path: Path) -> None:
    absurd = 9_223_372_036_854_775_807  # sen; more rupiah than a mart's column holds
    ledger = LEDGER.with_columns(amount_quarantined_sen=pl.lit(absurd), amount_read_sen=pl.lit(absurd))
    file = sealed(tmp_path / "c", content(ledger=ledger))
    assert rows(file, "select amount_quarantined_idr from meta.ledger") == [(Decimal("92233720368547758.07"),)]
    replayed = rollback_content(file).frames()["ledger"]
    assert replayed["amount_quarantined_sen"].to_list() == [absurd]


TWO_OF_A_KIND = drawn("region_month", REGION_MONTH).vstack(drawn("region_month", REGION_MONTH))


@pytest.mark.parametrize(
    ("name", "frame", "words"),
    [
        ("region_month", TWO_OF_A_KIND, "two rows"),
        ("benefit_month", BENEFIT_MONTH.replace("2022-02", "2023-02"), "not in periods"),
        ("benefit_month", BENEFIT_MONTH.replace("JHT", "XYZ"), "not in benefit_types"),
        ("benefit_month", BENEFIT_MONTH.replace("123456789", str(10**18)), "10^16"),
        ("benefit_month", drawn("benefit_month", BENEFIT_MONTH).drop("claim_count"), "lacks the columns claim_count"),
        ("benefit_month", drawn("benefit_month", BENEFIT_MONTH).cast({"claim_count": pl.Float64}), "another type"),
        ("periods", PERIODS + "2022-02-02 | 1 | 1", "first day"),
    ],
)
def test_content_of_another_shape_grain_or_vocabulary_is_refused_by_name(
    tmp_path: Path, name: str, frame: pl.DataFrame | str, words: str
) -> None:
    with pytest.raises(ContentRefused) as refused:
        build(tmp_path / "c", content(**{name: frame}), record(), None)
    assert refused.value.where == f"content.{name}"
    assert words in refused.value.what


def test_an_unbalanced_publication_ledger_cannot_be_built() -> None:
    with pytest.raises(PublicationUnbalanced) as lines:
        PublicationLedger(5, 3, 1, 0, 0, 0, 0, 0, 0, 0)
    assert lines.value.what == "5 lines were accepted but 4 are accounted for"
    with pytest.raises(PublicationUnbalanced) as sen:
        PublicationLedger(0, 0, 0, 0, 0, 100, 99, 0, 0, 0)
    assert sen.value.unit == "sen"


def test_each_record_is_chained_to_the_one_before(tmp_path: Path) -> None:
    first = sealed(tmp_path / "1")
    second = sealed(tmp_path / "2", number=2, previous=first)
    kept = rows(second, "select content_hash, history_hash, record_hash from meta.publication order by publication")
    one = record_hash(record(1), str(kept[0][0]), None, str(kept[0][1]))
    two = record_hash(record(2, 1), str(kept[1][0]), one, str(kept[1][1]))
    assert [entry[2] for entry in kept] == [one, two]


def test_checks_are_kept_with_their_publication_and_carried_over(tmp_path: Path) -> None:
    findings = pl.DataFrame(
        {
            "suite": ["month"],
            "expectation": ["ExpectColumnValuesToBeBetween"],
            "column": ["claim_count"],
            "severity": ["warning"],
            "passed": [False],
            "observed": ["3"],
            "unexpected_count": [3],
            "evaluated_count": [9],
            "notes": [""],
        }
    )
    previous = None
    for number in (1, 2):
        candidate = build(tmp_path / str(number), content(), record(number, number - 1 or None), previous)
        candidate.record_checks(findings)
        candidate.seal()
        previous = candidate.file
    assert rows(candidate.file, "select publication, column_name, unexpected_count from meta.check_result") == [
        (1, "claim_count", 3),
        (2, "claim_count", 3),
    ]


def test_what_an_unfinished_build_left_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    folder.mkdir()
    for name in ("claims.duckdb", "claims.duckdb.wal", "claims_public.duckdb"):
        (folder / name).write_bytes(b"half")
    assert names_in(sealed(folder).parent) == ["claims.duckdb"]


def test_a_candidate_another_connection_of_this_process_holds_open_cannot_be_sealed(tmp_path: Path) -> None:
    candidate = build(tmp_path / "c", content(), record(), None)
    with duckdb.connect(candidate.file), pytest.raises(CandidateOpen):
        candidate.seal()


def test_cursors_of_the_candidate_end_with_it(tmp_path: Path) -> None:
    candidate = build(tmp_path / "c", content(), record(), None)
    cursor = candidate.connection.cursor()
    candidate.seal()
    with pytest.raises(duckdb.ConnectionException):
        cursor.execute("select 1")


def test_a_discarded_candidate_leaves_nothing(tmp_path: Path) -> None:
    build(tmp_path / "c", content(), record(), None).discard()
    assert names_in(tmp_path) == []


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a directory")
    with pytest.raises(WarehouseUnwritable) as refused:
        build(tmp_path / "file" / "c", content(), record(), None)
    assert str(tmp_path / "file") in refused.value.where
