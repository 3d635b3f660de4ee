"""Where reissues, reversals and corrections are shown in the final view."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawing import table
from tests.transforms.adjustments_oracle import Row, adjusts, effective, final_view, root
from transforms.across import findings_across
from transforms.adjustments import final_month, linked, moved, moves_digest
from transforms.aggregate import by_benefit_month
from transforms.effective import Part, effective_lines, resolve
from transforms.keys import hashed, stable_key
from transforms.line import LINE

MAY, JUNE, JULY, AUGUST = (date(2022, month, 1) for month in (5, 6, 7, 8))
MONTHS = (MAY, JUNE, JULY, AUGUST)
MEANT = ("payment_month", "amount_paid_sen", "original_payment_id", "payment_type", "benefit_type_code", "participant_key")
HEAD = "claim_id | payment_id | payment_type | original_payment_id | payment_month | benefit_type_code | amount_paid_sen\n"


def part(folder: Path, period: date, lines: pl.DataFrame) -> Part:
    """A part of these lines, with the keys they would have been given."""
    path = folder / f"{period:%Y-%m}.parquet"
    keyed = lines.with_columns(line_key=stable_key(("claim_id", "payment_id")), claim_key=hashed(pl.col("claim_id")))
    said = pl.concat_str(*(pl.col(name).cast(pl.String).fill_null("") for name in MEANT), separator="|")
    sealed = keyed.with_columns(content_key=hashed(said), source_row=pl.int_range(2, pl.len() + 2, dtype=pl.UInt32))
    sealed.select(LINE.names()).write_parquet(path)
    return Part(f"{period:%Y-%m}", path, "K01", period, 0)


def drawn(folder: Path, drawing: str, period: date = AUGUST) -> Part:
    return part(folder, period, table(HEAD + drawing, dict(LINE)))


def roots(parts: Sequence[Part]) -> dict[str, date | None]:
    """The original month of each adjustment, by its payment number."""
    found = linked(parts, resolve(parts))
    numbers = effective_lines(parts, resolve(parts)).select("line_key", "payment_id").collect()
    return dict(found.join(numbers, on="line_key").select("payment_id", "root_month").iter_rows())


def view(parts: Sequence[Part], published: Sequence[date]) -> dict[tuple[object, ...], tuple[int, ...]]:
    """The final view of the published months, as the run makes it."""
    resolution = resolve(parts)
    moves = moved(linked(parts, resolution), published)
    months = [final_month(effective_lines(parts, resolution, [month]), moves, month).collect() for month in published]
    return {row[:2]: row[2:] for month in months for row in month.rows()}


def test_a_reversal_and_the_reissue_of_it_are_shown_in_the_month_of_the_original(tmp_path: Path) -> None:
    one = drawn(
        tmp_path,
        """K1 | P1 | original |    | 2022-06-01 | JHT | 100
           K1 | P2 | reversal | P1 | 2022-07-01 | JHT | -100
           K1 | P3 | reissue  | P2 | 2022-08-01 | JHT | 90
           K2 | P4 | original |    | 2022-07-01 | JHT | 7""",
    )
    assert roots([one]) == {"P2": JUNE, "P3": JUNE}
    assert view([one], MONTHS) == {
        (JUNE, "JHT"): (1, 3, 0, 90, -10, 0),
        (JULY, "JHT"): (1, 1, 0, 7, 0, -100),
        (AUGUST, "JHT"): (0, 0, 0, 0, 0, 90),
    }


def test_a_claim_wholly_returned_counts_no_more_in_its_month(tmp_path: Path) -> None:
    one = drawn(
        tmp_path,
        """K1 | P1 | original |    | 2022-06-01 | JHT | 100
           K1 | P2 | reversal | P1 | 2022-07-01 | JHT | -100""",
    )
    assert view([one], MONTHS) == {(JUNE, "JHT"): (0, 2, 0, 0, -100, 0), (JULY, "JHT"): (0, 0, 0, 0, 0, -100)}


def test_the_original_is_found_in_the_extract_of_another_period(tmp_path: Path) -> None:
    parts = [
        drawn(tmp_path, "K1 | P1 | original | | 2022-06-01 | JHT | 100", JUNE),
        drawn(tmp_path, "K1 | P2 | reversal | P1 | 2022-07-01 | JHT | -100", JULY),
    ]
    assert roots(parts) == roots(parts[::-1]) == {"P2": JUNE}


def test_the_version_of_the_original_that_counts_gives_the_month(tmp_path: Path) -> None:
    parts = [
        drawn(tmp_path, "K1 | P1 | original | | 2022-05-01 | JHT | 100\nK1 | P2 | reversal | P1 | 2022-06-01 | JHT | -9", JUNE),
        drawn(tmp_path, "K1 | P1 | original | | 2022-06-01 | JHT | 100\nK1 | P2 | reversal | P1 | 2022-07-01 | JHT | -8", JULY),
    ]
    assert roots(parts) == {"P2": JUNE}
    assert view(parts, MONTHS) == {(JUNE, "JHT"): (1, 2, 0, 92, -8, 0), (JULY, "JHT"): (0, 0, 0, 0, 0, -8)}


def test_links_that_lead_nowhere_or_in_a_circle_leave_the_line_where_it_was_paid(tmp_path: Path) -> None:
    one = drawn(
        tmp_path,
        """K1 | P1 | original   |    | 2022-06-01 | JHT | 100
           K2 | P2 | reversal   | P1 | 2022-07-01 | JHT | -1
           K1 | P3 | correction | P9 | 2022-07-01 | JHT | -2
           K1 | P4 | reissue    | P3 | 2022-08-01 | JHT | 3
           K1 | P5 | correction | P6 | 2022-07-01 | JHT | 4
           K1 | P6 | correction | P5 | 2022-08-01 | JHT | 5
           K1 | P7 | correction | P7 | 2022-08-01 | JHT | 6
           K1 | P8 | correction | P6 | 2022-06-01 | JHT | 7""",
    )
    assert roots([one]) == dict.fromkeys(["P2", "P3", "P4", "P5", "P6", "P7", "P8"])
    assert {cell: figures[3:] for cell, figures in view([one], MONTHS).items()} == {
        (JUNE, "JHT"): (107, 0, 0),
        (JULY, "JHT"): (1, 0, 0),
        (AUGUST, "JHT"): (14, 0, 0),
    }


def test_an_adjustment_without_a_link_is_a_payment_of_its_own_month_and_may_itself_be_adjusted(tmp_path: Path) -> None:
    one = drawn(
        tmp_path,
        """K1 | P2 | reversal |    | 2022-06-01 | JHT | -5
           K1 | P3 | reissue  | P2 | 2022-07-01 | JHT | 5""",
    )
    assert roots([one]) == {"P3": JUNE}


def test_a_chain_of_a_hundred_links_is_followed_to_its_end(tmp_path: Path) -> None:
    lines = [f"K1 | P{n} | correction | P{n - 1} | 2022-07-01 | JHT | 1" for n in range(1, 101)]
    one = drawn(tmp_path, "\n".join(["K1 | P0 | original | | 2022-05-01 | JHT | 1", *lines]))
    assert set(roots([one]).values()) == {MAY}


def test_an_original_of_a_month_that_is_not_published_moves_nothing_and_is_no_fault(tmp_path: Path) -> None:
    one = drawn(
        tmp_path,
        """K1 | P1 | original |    | 2022-05-01 | JHT | 100
           K1 | P2 | reversal | P1 | 2022-07-01 | JHT | -100""",
    )
    assert view([one], [JUNE, JULY]) == {(JULY, "JHT"): (0, 1, 0, -100, 0, 0)}
    assert findings_across([one], resolve([one])).filter(pl.col("code") == "XL01").collect().is_empty()


def test_a_link_through_a_month_that_is_not_published_still_leads_home(tmp_path: Path) -> None:
    one = drawn(
        tmp_path,
        """K1 | P1 | original |    | 2022-06-01 | JHT | 100
           K1 | P2 | reversal | P1 | 2022-07-01 | JHT | -100
           K1 | P3 | reissue  | P2 | 2022-08-01 | JHT | 90""",
    )
    assert view([one], [JUNE, AUGUST]) == {(JUNE, "JHT"): (1, 2, 0, 190, 90, 0), (AUGUST, "JHT"): (0, 0, 0, 0, 0, 90)}


def test_an_adjustment_keeps_its_own_benefit_type(tmp_path: Path) -> None:
    one = drawn(
        tmp_path,
        """K1 | P1 | original   |    | 2022-06-01 | JHT | 100
           K1 | P2 | correction | P1 | 2022-07-01 | JKM | 30""",
    )
    assert view([one], MONTHS) == {
        (JUNE, "JHT"): (1, 1, 0, 100, 0, 0),
        (JUNE, "JKM"): (1, 1, 0, 30, 30, 0),
        (JULY, "JKM"): (0, 0, 0, 0, 0, 30),
    }


def test_a_lost_adjustment_is_told_with_its_key_and_the_shape_of_its_link(tmp_path: Path) -> None:
    one = drawn(tmp_path, "K1 | P1 | original | | 2022-08-01 | JHT | 9\nK1 | P2 | reversal | AB/77 | 2022-08-01 | JHT | -9")
    found = findings_across([one], resolve([one])).collect().to_dicts()
    told = {key: found[0][key] for key in ("code", "severity", "outcome", "column", "pattern", "claim_id", "payment_id", "source_row")}
    assert len(found) == 1
    assert told == {
        "code": "XL01", "severity": "warning", "outcome": "warned", "column": "original_payment_id", "pattern": "AA/99",
        "claim_id": "K1", "payment_id": "P2", "source_row": 3,
    }  # fmt: skip


def beyond(folder: Path, *drawings: str) -> list[tuple[object, ...]]:
    periods = (JULY, AUGUST)
    parts = [drawn(folder, drawing, period) for drawing, period in zip(drawings, periods, strict=False)]
    found = findings_across(parts, resolve(parts)).filter(pl.col("code").is_in(["XL02", "XL03"])).collect()
    return sorted(found.select("claim_id", "payment_id", "code", "pattern").iter_rows())


def test_two_reversals_of_one_payment_are_told_each_with_its_key_though_they_came_in_two_extracts(tmp_path: Path) -> None:
    july = "K1 | P1 | original | | 2022-07-01 | JHT | 100\nK1 | P2 | reversal | P1 | 2022-07-01 | JHT | -40"
    assert beyond(tmp_path, july, "K1 | P3 | reversal | P1 | 2022-08-01 | JHT | -60") == [
        ("K1", "P2", "XL02", "A9"),
        ("K1", "P3", "XL02", "A9"),
    ]
    assert beyond(tmp_path, july) == []


def test_reversals_of_more_than_the_payment_and_its_corrections_are_told(tmp_path: Path) -> None:
    paid = "K1 | P1 | original | | 2022-07-01 | JHT | 100\nK1 | P4 | correction | P1 | 2022-07-02 | JHT | 50\n"
    assert beyond(tmp_path, paid + "K1 | P2 | reversal | P1 | 2022-07-03 | JHT | -150") == []
    assert beyond(tmp_path, paid + "K1 | P2 | reversal | P1 | 2022-07-03 | JHT | -151") == [("K1", "P2", "XL03", "A9")]
    twice = "K1 | P2 | reversal | P1 | 2022-07-03 | JHT | -100\nK1 | P3 | reversal | P1 | 2022-07-04 | JHT | -100"
    assert [code for _, _, code, _ in beyond(tmp_path, paid + twice)] == ["XL02", "XL03", "XL02", "XL03"]


def test_a_payment_returned_paid_again_and_returned_again_is_reversed_once_each_time(tmp_path: Path) -> None:
    chain = """K1 | P1 | original |    | 2022-07-01 | JHT | 100
               K1 | P2 | reversal | P1 | 2022-07-02 | JHT | -100
               K1 | P3 | reissue  | P1 | 2022-07-03 | JHT | 100
               K1 | P4 | reversal | P3 | 2022-07-04 | JHT | -100
               K1 | P5 | reversal | P9 | 2022-07-04 | JHT | -7"""
    assert beyond(tmp_path, chain) == []


def test_a_lost_adjustment_that_is_said_again_is_told_of_the_part_in_which_it_counts(tmp_path: Path) -> None:
    said = "K1 | P2 | reversal | AB/77 | 2022-07-01 | JHT | -9"
    parts = [drawn(tmp_path, said, JULY), drawn(tmp_path, said, AUGUST)]
    found = findings_across(parts, resolve(parts)).collect()
    assert found.select("part_id", "code").rows() == [("2022-07", "XL01"), ("2022-08", "XD01")]


def test_lines_repeated_replaced_or_late_are_told_of_their_own_part_and_of_no_other(tmp_path: Path) -> None:
    july = "K1 | P1 | original | | 2022-07-01 | JHT | 9\nK2 | P2 | original | | 2022-07-01 | JHT | 5\n"
    august = july.replace("| 5", "| 6") + "K3 | P3 | original | | 2022-07-01 | JHT | 1\nK4 | P4 | original | | 2022-08-01 | JHT | 1"
    parts = [drawn(tmp_path, july, JULY), drawn(tmp_path, august, AUGUST)]
    found = findings_across(parts, resolve(parts)).collect()
    assert found.select("part_id", "payment_id", "code", "outcome", "column").sort("part_id", "payment_id").rows() == [
        ("2022-07", "P2", "XS01", "superseded", "payment_id"),
        ("2022-08", "P1", "XD01", "duplicate", "payment_id"),
        ("2022-08", "P2", "LT01", "late", "payment_date"),
        ("2022-08", "P3", "LT01", "late", "payment_date"),
    ]


def test_a_month_is_counted_again_only_where_what_moves_out_of_it_or_into_it_is_other(tmp_path: Path) -> None:
    before = drawn(tmp_path, "K1 | P1 | original | | 2022-06-01 | JHT | 9\nK1 | P2 | reversal | P1 | 2022-07-01 | JHT | -9", JULY)
    after = drawn(tmp_path, "K1 | P3 | reversal | P1 | 2022-08-01 | JHT | -1", AUGUST)
    digests = [
        {month: moves_digest(moved(linked(parts, resolve(parts)), MONTHS), month) for month in MONTHS}
        for parts in ([before], [before, after])
    ]
    assert {month for month in MONTHS if digests[0][month] != digests[1][month]} == {JUNE, AUGUST}


def test_nothing_is_linked_in_no_parts() -> None:
    assert linked([], resolve([])).is_empty()


def test_the_final_view_of_a_month_has_the_columns_of_the_warehouse(tmp_path: Path) -> None:
    from warehouse.content import FRAMES

    one = drawn(tmp_path, "K1 | P1 | original | | 2022-08-01 | JHT | 9")
    nothing = moved(linked([one], resolve([one])), MONTHS)
    for month in (JULY, AUGUST):
        frame = final_month(effective_lines([one], resolve([one]), [month]), nothing, month)
        assert dict(frame.collect_schema()) == FRAMES["final_month"]


LINES = st.lists(
    st.fixed_dictionaries(
        {
            "claim_id": st.sampled_from(["K1", "K1", "K1", "K2"]),
            "payment_id": st.sampled_from([f"P{n}" for n in range(8)]),
            "payment_type": st.sampled_from(["original", "reissue", "reversal", "correction"]),
            "original_payment_id": st.sampled_from([None, *(f"P{n}" for n in range(9))]),
            "payment_month": st.sampled_from(MONTHS),
            "benefit_type_code": st.sampled_from(["JHT", "JKM"]),
            "participant_key": st.one_of(st.none(), st.integers(1, 2)),
            "amount_paid_sen": st.integers(-3, 5),
        }
    ),
    max_size=10,
    unique_by=lambda row: (row["claim_id"], row["payment_id"]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(extracts=st.lists(LINES, min_size=1, max_size=3), published=st.sets(st.sampled_from(MONTHS), min_size=1))
def test_the_final_view_is_that_of_plain_python_and_shows_each_line_and_all_money_once(
    tmp_path: Path, extracts: list[list[Row]], published: set[date]
) -> None:
    nothing = pl.DataFrame(schema=LINE)
    frames = [pl.concat([nothing, pl.DataFrame(rows, schema_overrides=LINE)], how="diagonal") if rows else nothing for rows in extracts]
    parts = [part(tmp_path, period, frame) for period, frame in zip(MONTHS[1:], frames, strict=False)]
    shown = view(parts, sorted(published))
    assert shown == final_view(extracts, sorted(published))

    cash = by_benefit_month(effective_lines(parts, resolve(parts), published)).collect()
    for kind in ("JHT", "JKM"):
        paid = cash.filter(benefit_type_code=kind)
        of_kind = [figures for (_, shown_kind), figures in shown.items() if shown_kind == kind]
        assert sum(figures[3] for figures in of_kind) == paid["amount_paid_sen"].sum()
        assert sum(figures[1] for figures in of_kind) == paid["payment_count"].sum()
        assert sum(figures[4] for figures in of_kind) == sum(figures[5] for figures in of_kind)

    counting = effective(extracts)
    lost = {key for key, row in counting.items() if adjusts(row) and root(row, counting) is None}
    told = findings_across(parts, resolve(parts)).filter(pl.col("code") == "XL01").collect()
    assert sorted(told.select("claim_id", "payment_id").iter_rows()) == sorted(lost)  # type: ignore[type-var]
