"""mart.claims_as_of and mart.claims_region_as_of: by number, by moment, by date, and what they cost."""

import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

import duckdb
import polars as pl
import pytest

from tests.warehouse.drawn_content import BENEFIT_MONTH, REGION_MONTH, content, sealed
from warehouse.content import FRAMES, CandidateContent
from warehouse.generate import ROOT
from warehouse.opening import opened

README = ROOT / "README.md"


def paid(sen: int) -> CandidateContent:
    marts = {"benefit_month": BENEFIT_MONTH, "region_month": REGION_MONTH}
    return content(**{name: text.replace("1234567", str(sen)) for name, text in marts.items()})


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publications 1, 2 and 3 of 5, 6 and 7 August 2022, 6:00 UTC; JHT of February is 1, 2 and 3 trillion sen and 89. Only read."""
    folder = tmp_path_factory.mktemp("three")
    file = None
    for number in (1, 2, 3):
        file = sealed(folder / str(number), paid(number * 10_000_000), number, file)
    assert file is not None
    return file


SEEN = "select cast(sum(amount_paid_idr) as bigint) // 10000000 from mart.claims_as_of({})"


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("1", 1),
        ("3", 3),
        ("cast(2 as utinyint)", 2),
        ("'2'", 2),
        ("4", None),
        ("0", None),
        ("-1", None),
        ("null", None),
        ("timestamptz '2022-08-05 05:59:59.999999+00'", None),  # before the first
        ("timestamptz '2022-08-05 06:00:00+00'", 1),  # from the very moment on
        ("timestamptz '2022-08-06 12:59:59+07'", 1),
        ("timestamptz '2022-08-06 13:00:00+07'", 2),
        ("timestamptz '2030-01-01 00:00:00+00'", 3),
        ("timestamp '2022-08-06 12:59:00'", 1),  # in the session's time zone: Jakarta
        ("timestamp '2022-08-06 13:00:00'", 2),
        ("timestamp '2022-08-07 00:00:00'", 2),
        ("'2022-08-06 13:00:00'", 2),
        ("'2022-08-06T06:00:00Z'", 2),
        ("date '2022-08-04'", None),
        ("date '2022-08-05'", 1),  # the end of the day
        ("'2022-08-06'", 2),
        ("date '2022-08-05' + 2", 3),
    ],
)
def test_figures_are_those_of_the_publication_asked_for_by_number_or_that_stood_at_the_moment(
    three: Path, moment: str, number: int | None
) -> None:
    with duckdb.connect(three, read_only=True) as connection:
        connection.execute("set timezone = 'Asia/Jakarta'")
        assert connection.execute(SEEN.format(moment)).fetchall() == [(number,)]
        region = SEEN.replace("claims_as_of", "claims_region_as_of").format(moment)
        assert connection.execute(region).fetchall() == [(number,)]


@pytest.mark.parametrize("value", [2, "2022-08-06", date(2022, 8, 6), datetime(2022, 8, 6, 7, tzinfo=UTC)])
def test_what_is_asked_for_may_be_a_parameter_of_a_prepared_statement(three: Path, value: object) -> None:
    with duckdb.connect(three, read_only=True) as connection:
        assert connection.execute(SEEN.format("?"), [value]).fetchall() == [(2,)]


@pytest.mark.parametrize("word", ["august", "2022-08", "5/8/2022", ""])
def test_a_word_that_is_neither_number_nor_moment_is_refused(three: Path, word: str) -> None:
    with opened(three) as connection, pytest.raises(duckdb.ConversionException):
        connection.execute("from mart.claims_as_of(?)", [word]).fetchall()


def test_publications_can_be_compared_side_by_side(three: Path) -> None:
    with opened(three) as connection:
        told = connection.execute(
            """select n, cast(sum(amount_paid_idr) as bigint) // 10000000
               from range(1, 5) as asked(n), mart.claims_as_of(n) group by n order by n"""
        ).fetchall()
        regions = connection.execute("select n, count(*) from range(1, 5) as asked(n), mart.claims_region_as_of(n) group by n").fetchall()
    assert told == [(1, 1), (2, 2), (3, 3)]
    assert sorted(regions) == [(1, 2), (2, 2), (3, 2)]


def test_it_works_where_the_file_is_attached_under_another_name_and_used(three: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach '{three}' as klaim (read_only)")
        connection.execute("use klaim")
        assert connection.execute(SEEN.format("'2022-08-06'")).fetchall() == [(2,)]
        assert len(connection.execute("from mart.claims_region_as_of(1)").fetchall()) == 2


@pytest.mark.parametrize("macro", ["claims_as_of", "claims_region_as_of"])
def test_without_use_its_tables_are_looked_for_in_the_file_in_use(three: Path, tmp_path: Path, macro: str) -> None:
    """DuckDB's way with macros, which README and the comments warn of. Where this fails it has become better, and they may say less."""
    paid_there = f"select cast(sum(amount_paid_idr) as bigint) // 10000000 from other.mart.{macro}(1)"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{three}' as other (read_only)")
        with pytest.raises(duckdb.CatalogException):
            connection.execute(paid_there)
    with duckdb.connect(sealed(tmp_path / "c", paid(50_000_000)), read_only=True) as connection:
        connection.execute(f"attach '{three}' as other (read_only)")
        assert connection.execute(paid_there).fetchall() == [(5,)]
        connection.execute("use other")
        assert connection.execute(paid_there).fetchall() == [(1,)]


def test_what_the_comments_and_the_readme_tell_of_another_name_can_be_done(three: Path) -> None:
    with opened(three) as connection:
        said = dict(
            connection.execute(
                "select function_name, comment from duckdb_functions() where schema_name = 'mart' and internal = false"
            ).fetchall()
        )
    statements = {
        "claims_as_of": ["attach 'claims.duckdb' as other (read_only)", "use other", "from mart.claims_as_of(12)"],
        "claims_region_as_of": ["use other", "from mart.claims_region_as_of(12)"],
    }
    assert said.keys() == statements.keys()
    for macro, told in statements.items():
        assert f"{'; '.join(told)}." in said[macro], macro
    [block] = [text for text in README.read_text(encoding="utf-8").split("```") if " as other (read_only);" in text]
    readme = [line.rstrip(";") for line in block.strip().splitlines()[1:]]
    for steps in (statements["claims_as_of"], [statements["claims_as_of"][0], *statements["claims_region_as_of"]], readme):
        with duckdb.connect() as connection:
            rows = [connection.execute(re.sub("attach '.*'", f"attach '{three}'", sql).replace("(12)", "(2)")).fetchall() for sql in steps]
            assert rows[-1]


def test_columns_and_rows_of_the_newest_publication_are_those_of_the_live_marts(three: Path) -> None:
    pairs = [("claims_as_of", "claims_by_benefit_month"), ("claims_region_as_of", "claims_by_benefit_month_region")]
    with opened(three) as connection:
        for macro, mart in pairs:
            live = connection.execute(f"describe from mart.{mart}").fetchall()
            assert [row[:2] for row in connection.execute(f"describe from mart.{macro}(3)").fetchall()] == [row[:2] for row in live]
            assert connection.execute(f"from mart.{macro}(3) except all from mart.{mart}").fetchall() == []
            assert connection.execute(f"from mart.{mart} except all from mart.{macro}(3)").fetchall() == []


PUBLICATIONS, BRANCHES, REGENCIES = 36, 40, 10


def published_monthly(folder: Path) -> Path:
    """36 publications of a month each, six benefit types, 400 places; every one restates the two months before."""
    file = None
    for number in range(1, PUBLICATIONS + 1):
        file = sealed(folder / str(number), restated(number), number, file)
    assert file is not None
    return file


def restated(number: int) -> CandidateContent:
    benefits = ["JHT", "JKM", "JKK", "JP", "JKP", "BEASISWA"]
    months = pl.DataFrame({"month": range(number)}).with_columns(
        period=pl.lit(date(2020, 1, 1)).dt.offset_by(pl.col("month").cast(pl.String) + "mo"),
        amount_paid_sen=pl.min_horizontal(number - pl.col("month"), 3) * 100,
    )
    figures = months.join(pl.DataFrame({"benefit_type_code": benefits}), how="cross").with_columns(
        claim_count=pl.lit(1), payment_count=pl.lit(1), participant_count=pl.lit(1)
    )
    places = pl.DataFrame({"branch_code": [f"K{n}" for n in range(BRANCHES)]}).join(
        pl.DataFrame({"regency_code": [f"33.{n:02}" for n in range(REGENCIES)]}), how="cross"
    )
    types = {"benefit_type_code": benefits, "name_id": benefits, "name_en": benefits, "valid_from": [date(2015, 7, 1)] * 6}
    empty = {name: content().frames()[name].clear() for name in ("programme_month", "year_to_date", "final_month")}
    return content(
        **empty,
        periods=months.select("period", senders_expected=pl.lit(1), senders_received=pl.lit(1)),
        benefit_types=pl.DataFrame(types),
        benefit_month=figures,
        region_month=figures.join(places, how="cross").with_columns(segment_code=pl.lit("PU")).select(FRAMES["region_month"].keys()),
    )


@pytest.mark.bench
@pytest.mark.slow
def test_looking_back_over_36_publications_costs_at_most_twice_the_live_view(tmp_path: Path, figure: Callable[[str], None]) -> None:
    moment = "timestamptz '2022-08-20 10:00:00+07'"
    with opened(published_monthly(tmp_path)) as connection:
        for live, macro in (("claims_by_benefit_month", "claims_as_of"), ("claims_by_benefit_month_region", "claims_region_as_of")):
            asked = [f"from mart.{live}", *(f"from mart.{macro}({which})" for which in ("36", "18", moment))]
            took = timed(connection, asked)
            ratios = [spent / took[0] for spent in took[1:]]
            told = zip(("newest", "18th", "by moment"), ratios, strict=True)
            figure(f"{macro}: {', '.join(f'{name} {ratio:.2f} x' for name, ratio in told)} the live view ({took[0] * 1e3:.2f} ms)")
            assert max(ratios) <= 2.0


def timed(connection: duckdb.DuckDBPyConnection, asked: list[str]) -> list[float]:
    """Median seconds of each statement, taken in turns, so that what else the machine does weighs on all."""
    spent: list[list[float]] = [[] for _ in asked]
    for _ in range(60):
        for place, sql in enumerate(asked):
            start = time.perf_counter()
            connection.execute(sql).fetchall()
            spent[place].append(time.perf_counter() - start)
    return [median(times) for times in spent]
