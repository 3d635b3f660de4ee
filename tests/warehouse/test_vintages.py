"""Five publications against plain Python: what was shown, since when, until when, and what each changed."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.warehouse.drawn_content import content, drawn, record, sealed
from warehouse.candidate import build
from warehouse.content import CandidateContent
from warehouse.figures import publications
from warehouse.opening import opened
from warehouse.rollback import rollback_content

MONTHS = ("2022-01", "2022-02")
REGENCIES = ("33.16", None)
EMPTY = {name: content().frames()[name].clear() for name in ("programme_month", "year_to_date", "final_month")}
Figures = dict[tuple[str, str], int]  # (month, benefit type) -> payment_count; also (month, regency)
State = dict[tuple[object, ...], tuple[object, ...]]  # key -> the whole row

national = st.dictionaries(
    st.sampled_from([(m, b) for m in MONTHS for b in ("JHT", "JKP") if (m, b) != ("2022-01", "JKP")]), st.integers(0, 2)
)
regional = st.dictionaries(st.sampled_from([(m, r) for m in MONTHS for r in REGENCIES]), st.integers(0, 1))
states = st.lists(st.tuples(national, regional, st.integers(1, 2), st.booleans()), min_size=5, max_size=5)


def content_of(figures: Figures, regions: Figures, month_count: int, *, complete: bool) -> CandidateContent:
    months = MONTHS[:month_count]
    periods = "period | senders_expected | senders_received\n" + "\n".join(f"{m} | 1 | {int(complete)}" for m in months)
    head = "claim_count | payment_count | participant_count | amount_paid_sen"
    cells = "\n".join(f"{m} | {b} | 1 | {n} | 1 | {n}" for (m, b), n in figures.items() if m in months)
    places = "\n".join(f"{m} | JHT | {r or ''} | 1 | {n} | 1 | {n}" for (m, r), n in regions.items() if m in months)
    return content(
        **EMPTY,
        periods=periods,
        benefit_month=f"period | benefit_type_code | {head}\n{cells}",
        region_month=f"period | benefit_type_code | regency_code | {head}\n{places}",
        maturity_months=1,
    )


def national_rows(file: Path) -> dict[tuple[object, ...], tuple[object, ...]]:
    with opened(file) as connection:
        shown = connection.execute("from mart.claims_by_benefit_month").fetchall()
    return {row[:2]: row for row in shown}


def regional_rows(file: Path) -> dict[tuple[object, ...], tuple[object, ...]]:
    columns = (
        "period, benefit_type_code, segment_code, branch_code, regency_code, claim_count, payment_count, participant_count, amount_paid_idr"
    )
    with opened(file) as connection:
        shown = connection.execute(f"select {columns} from mart.claims_by_benefit_month_region").fetchall()
    return {row[:5]: row for row in shown}


def whole_regional_rows(file: Path) -> list[tuple[object, ...]]:
    with opened(file) as connection:
        return sorted(connection.execute("from mart.claims_by_benefit_month_region").fetchall(), key=str)


def vintages_by_hand(shown: list[State]) -> set[tuple[object, ...]]:
    """The oracle: for every key, each unbroken run of publications that showed an equal row."""
    runs: set[tuple[object, ...]] = set()
    for key in {key for state in shown for key in state}:
        start = 0
        for number in range(1, len(shown) + 1):
            now = shown[number - 1].get(key)
            after = shown[number].get(key) if number < len(shown) else None
            last = number == len(shown)
            if number == 1 or shown[number - 2].get(key) != now:
                start = number
            if now is not None and (last or after != now):
                runs.add((*now, start, None if last else number))
    return runs


MEASURES = ("claim_count", "payment_count", "participant_count", "amount_paid_idr")


def last_shown(shown: list[State]) -> State:
    """For every month, its rows in the last publication that had it; a month that left before the last one waits to come back."""
    last: State = {}
    for state in shown:
        periods = {period for period, _ in state}
        last = {key: row for key, row in last.items() if key[0] not in periods} | state
    return last


def revisions_by_hand(shown: list[State]) -> set[tuple[object, ...]]:
    """What differs from the last publication before, or, of months that left and come back, from the last that had them."""
    changed: set[tuple[object, ...]] = set()
    for number in range(2, len(shown) + 1):
        before, new = shown[number - 2], shown[number - 1]
        published = last_shown(shown[: number - 1])
        told = {period for period, _ in published} & {period for period, _ in before | new}
        for key in {key for key in published | new if key[0] in told}:
            for place, measure in enumerate(MEASURES, start=3):
                was, now = (state[key][place] if key in state else None for state in (published, new))
                if was != now:
                    changed.add((number, *key, measure, was, now, (now or 0) - (was or 0)))  # type: ignore[operator]
    return changed


# Not shrunk: five publications take seconds, and a failure would be told as a timeout.
@settings(max_examples=5, deadline=None, phases=set(Phase) - {Phase.shrink}, suppress_health_check=[HealthCheck.too_slow])
@given(states)
def test_vintages_as_of_and_revisions_over_five_publications_are_those_of_plain_python(
    state: list[tuple[Figures, Figures, int, bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files: list[Path] = []
        for number, (figures, regions, month_count, complete) in enumerate(state, start=1):
            previous = files[-1] if files else None
            files.append(sealed(Path(folder) / str(number), content_of(figures, regions, month_count, complete=complete), number, previous))
        shown = [national_rows(file) for file in files]
        places = [regional_rows(file) for file in files]
        with opened(files[-1]) as connection:
            kept = connection.execute("from mart.claims_by_benefit_month_vintages").fetchall()
            kept_regions = connection.execute("from mart.claims_by_benefit_month_region_vintages").fetchall()
            as_of = [connection.execute("from mart.claims_as_of(?)", [n]).fetchall() for n in range(1, 6)]
            region_as_of = [connection.execute("from mart.claims_region_as_of(?)", [n]).fetchall() for n in range(1, 6)]
            revised = connection.execute("select * exclude (causes) from meta.revision").fetchall()
        live_regions = [whole_regional_rows(file) for file in files]
    assert [sorted(rows, key=str) for rows in region_as_of] == live_regions
    assert len(kept) == len(set(kept))
    assert set(kept) == vintages_by_hand(shown)
    assert len(kept_regions) == len(set(kept_regions))
    assert set(kept_regions) == vintages_by_hand(places)
    assert [set(rows) for rows in as_of] == [set(state.values()) for state in shown]
    assert set(revised) == revisions_by_hand(shown)


def amounts(jht: int) -> pl.DataFrame:
    return drawn(
        "benefit_month",
        f"""
        period  | benefit_type_code | claim_count | payment_count | participant_count | amount_paid_sen
        2022-01 | JHT               | 1           | 1             | 1                 | {jht}
        """,
    )


def test_a_publication_never_made_shows_nothing(tmp_path: Path) -> None:
    with opened(sealed(tmp_path / "1")) as connection:
        assert connection.execute("from mart.claims_as_of(2)").fetchall() == []
        assert connection.execute("from mart.claims_as_of(0)").fetchall() == []


def test_a_rollback_shows_the_figures_before_again_and_the_record_goes_on(tmp_path: Path) -> None:
    first = sealed(tmp_path / "1", content(benefit_month=amounts(100)))
    second = sealed(tmp_path / "2", content(benefit_month=amounts(900)), 2, first)
    candidate = build(tmp_path / "3", rollback_content(first), record(3, 2, "rollback"), second)
    candidate.seal()
    record_rows = publications(candidate.file)
    hashes = record_rows["content_hash"].to_list()
    assert hashes[2] == hashes[0] != hashes[1]
    assert record_rows["kind"].to_list() == ["run", "run", "rollback"]
    with opened(candidate.file) as connection:
        history = connection.execute(
            """select amount_paid_idr, publication_from, publication_to from mart.claims_by_benefit_month_vintages
               where period = '2022-01-01' order by publication_from"""
        ).fetchall()
        revised = connection.execute("select publication, period, old_value, new_value from meta.revision order by all").fetchall()
        files = connection.execute("select file_name from meta.extract").fetchall()
    assert history == [(Decimal("1.00"), 1, 1), (Decimal("9.00"), 2, 2), (Decimal("1.00"), 3, None)]
    january = date(2022, 1, 1)
    assert revised == [(2, january, Decimal("1.00"), Decimal("9.00")), (3, january, Decimal("9.00"), Decimal("1.00"))]
    assert files == [("jht.csv",), ("junk.csv",)]
