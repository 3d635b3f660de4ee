"""A publication goes on with the file of the one before: whatever it takes over, it shows what one made anew would show."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse.drawn_content import content, record
from warehouse import origin
from warehouse.candidate import build
from warehouse.content import CandidateContent
from warehouse.content_hash import content_hash
from warehouse.doctor import examine_publications
from warehouse.errors import ContentRefused
from warehouse.opening import opened
from warehouse.publish import publish, standing_file

MONTHS = tuple(f"2022-{month:02}" for month in range(1, 9))
OWN = ("figure_source", "file_origin")  # how the file was made: not what it shows


def months(paid: Mapping[str, int] | None = None, shown: Sequence[str] = MONTHS, missing: Sequence[str] = ()) -> CandidateContent:
    """Months of one benefit type in two regencies, a hundred sen each but where `paid` says otherwise. `missing`: with a sender missing."""
    sen = dict.fromkeys(shown, 100) | dict(paid or {})
    rows = [f"{month} | JHT | 1 | 2 | 1 | {sen[month]}" for month in shown]
    regions = [f"{month} | JHT | PU | K01 | {place} | 1 | 1 | 1 | {part}" for month in shown for place, part in _parts(sen[month])]
    so_far = {month: sum(sen[one] for one in shown if one <= month) for month in shown}
    years = [f"{month} | national | JHT | | 1 | 2 | 1 | {so_far[month]}" for month in shown]
    rolled = [f"month | {month} | regency | {place} | JHT | | 1 | 1 | 1 | {part}" for month in shown for place, part in _parts(sen[month])]
    rolled += [f"{span} | {month} | nation | | | ALL | 1 | 2 | 1 | {so_far[month]}" for span in SO_FAR for month in shown]
    measures = "claim_count|payment_count|participant_count|amount_paid_sen"
    periods = [f"{month} | 2 | {1 if month in missing else 2}" for month in shown]
    return content(
        periods="\n".join(["period|senders_expected|senders_received", *periods]),
        benefit_month="\n".join([f"period|benefit_type_code|{measures}", *rows]),
        region_month="\n".join([f"period|benefit_type_code|segment_code|branch_code|regency_code|{measures}", *regions]),
        year_to_date="\n".join([f"period|scope|benefit_type_code|regency_code|{measures}", *years]),
        rollup="\n".join([f"span|period|breakdown|place_code|benefit_type_code|total_code|{measures}", *rolled]),
        programme_month="period",
        final_month="period",
    )


SO_FAR = ("year_to_date", "rolling_12_months")


def _parts(sen: int) -> list[tuple[str, int]]:
    return [("33.16", sen - 1), ("", 1)]


def published(warehouse: Path, number: int, given: CandidateContent, kind: str = "run") -> Path:
    """Publication `number` of this content, on the one that stands."""
    folder = warehouse / "publications" / ".candidate"
    build(folder, given, record(number, number - 1 or None, kind), standing_file(warehouse)).seal()
    publish(warehouse, folder, number)
    return warehouse / "publications" / str(number) / "claims.duckdb"


def taken_on(file: Path) -> int:
    """Publications since the file was made anew."""
    with opened(file) as connection:
        [(number,)] = connection.execute("select publications_on from meta.file_origin").fetchall()
    return int(number)


def everything(file: Path) -> dict[str, list[str]]:
    """Every row of every table, but how the file was made."""
    with opened(file) as connection:
        names = connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
        return {
            table: sorted(map(str, connection.execute(f"from {schema}.{table}").fetchall())) for schema, table in names if table not in OWN
        }


AFTERWARDS = {
    "nothing changed": months(),
    "a month in the middle": months({"2022-03": 777}),
    "the newest month": months({"2022-08": 5}),
    "a month more": months(shown=(*MONTHS, "2022-09")),
    "a month of another year": months(shown=("2021-12", *MONTHS)),
    "a month less": months(shown=MONTHS[:-1]),
    "a hole": months(shown=[month for month in MONTHS if month != "2022-02"]),
    "a sender less": months(missing=["2022-01"]),
    "another age": replace(months(), maturity_months=6),
}


@pytest.mark.parametrize("change", AFTERWARDS)
def test_it_shows_and_remembers_what_a_file_made_anew_does(tmp_path: Path, change: str) -> None:
    """Three publications: as it was, the change, and as it was again, which ends and opens vintages twice."""
    followed = [months(), AFTERWARDS[change], months()]
    shown = {}
    for way in ("taken over", "anew"):
        for number, given in enumerate(followed, 1):
            file = published(tmp_path / way, number, given if way == "taken over" else replace(given, sources=None))
        shown[way] = everything(file)
        assert taken_on(file) == (2 if way == "taken over" else 0)
        assert [what for what, _ in examine_publications(tmp_path / way, {}) if "edited" in what] == []
    assert shown["taken over"] == shown["anew"]


def test_what_is_taken_over_is_not_made_again(tmp_path: Path) -> None:
    """The rows of the other months are those of the file before, which can be seen where they were not what was handed in."""
    published(tmp_path, 1, months())
    now = months({"2022-08": 5})
    file = published(tmp_path, 2, replace(now, region_month=now.region_month.filter(pl.col("period").dt.month() == 8)))
    with opened(file) as connection:
        [(cells,)] = connection.execute("select count(*) from mart.claims_by_benefit_month_region").fetchall()
    assert cells == 2 * len(MONTHS)


@pytest.mark.parametrize("name", ["region_month", "year_to_date", "rollup"])
def test_what_is_handed_in_wrongly_is_refused_on_a_file_taken_over_too(tmp_path: Path, name: str) -> None:
    published(tmp_path, 1, months())
    given = months({"2022-08": 5})
    twice = replace(given, **{name: pl.concat([getattr(given, name)] * 2)})
    with pytest.raises(ContentRefused) as refused:
        published(tmp_path, 2, twice)
    assert refused.value.where == f"content.{name}"


OTHERWISE = {
    "with other names": lambda given: replace(given, regions=given.regions.with_columns(regency_name=pl.lit("Blora"))),
    "from unknown sources": lambda given: replace(given, sources=None),
    "with most months changed": lambda _: months(dict.fromkeys(MONTHS[:5], 5)),
}


@pytest.mark.parametrize("how", OTHERWISE)
def test_a_file_is_made_anew(tmp_path: Path, how: str) -> None:
    published(tmp_path, 1, months())
    assert taken_on(published(tmp_path, 2, months())) == 1
    assert taken_on(published(tmp_path, 3, OTHERWISE[how](months()))) == 0


def test_a_file_is_made_anew_by_another_release_and_every_so_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(origin, "ANEW_EVERY", 3)
    assert [taken_on(published(tmp_path, number, months())) for number in range(1, 6)] == [0, 1, 2, 0, 1]
    monkeypatch.setattr(origin, "release_id", lambda: "another")
    assert taken_on(published(tmp_path, 6, months())) == 0


def test_the_hash_that_is_sealed_is_that_of_the_rows_themselves(tmp_path: Path) -> None:
    published(tmp_path, 1, months())
    file = published(tmp_path, 2, months({"2022-03": 777}))
    with duckdb.connect(file, read_only=True) as connection:
        [(sealed,)] = connection.execute("select content_hash from meta.publication order by publication desc limit 1").fetchall()
        assert content_hash(connection) == sealed
