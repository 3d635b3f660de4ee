"""The other half of an announcement: how many of those meant are covered, and the vulnerable workers registered."""

from flows.bulletin.announced_coverage import coverage_told, group_of, own_coverage, people, place_of
from flows.bulletin.elements import Cell, Place, Row, Section, Table, Tile
from flows.bulletin.figures import sign
from flows.bulletin.wording import Wording
from warehouse.bulletin import VULNERABLE, Coverage, Facts, Vulnerable

_DIGITS = 2


def coverage_section(facts: Facts, wording: Wording) -> Section:
    """What participation extracts tell for the month or the newest one before it."""
    tables = [_coverage_table(facts, wording)] if facts.coverage else []
    tables += [_vulnerable_table(facts, wording)] if facts.vulnerable else []
    nothing = () if tables else (wording("no_coverage"),)
    return Section(
        "coverage", wording("coverage_section"), nothing, tables=tuple(tables), note=wording("coverage_note") if facts.coverage else ""
    )


def coverage_tile(facts: Facts, wording: Wording, *, is_cut: bool) -> list[Tile]:
    """Coverage of the place itself, told as in the announcement."""
    return [
        Tile(wording("tile_coverage", month=wording.month(row.period)), _covered(row, wording, is_cut=is_cut), (_of_target(row, wording),))
        for row in own_coverage(facts)[:1]
        if row.coverage_percent is not None
    ]


def _of_target(row: Coverage, wording: Wording) -> str:
    return wording("tile_of_target", count=row.participant_count or 0, target=row.target_population or 0)


def _coverage_table(facts: Facts, wording: Wording) -> Table:
    rows = [_row(row, wording) for row in facts.coverage]
    headings = ("regency", "target_group", "segment", "participants", "target_population", "coverage_percent", "target_source")
    caption = wording("coverage_caption", month=wording.month(facts.coverage[0].period))
    return Table(caption, tuple(wording(key) for key in headings), tuple(rows), frozenset((2, 3, 4)))


def _row(row: Coverage, wording: Wording) -> Row:
    source = ", ".join(str(one) for one in (row.target_source, row.target_year) if one)
    cells = (
        Cell(group_of(row, wording), is_number=False),
        Cell(row.segment_code or wording("all_segments"), is_number=False),
        people(row.participant_count, wording, place_of(row, "participant_count")),
        people(row.target_population, wording, place_of(row, "target_population"), none="absent"),
        _covered(row, wording, is_cut=False),
        Cell(source, is_number=False),
    )
    return Row(row.regency_name or row.regency_code or wording("national"), cells)


def _covered(row: Coverage, wording: Wording, *, is_cut: bool) -> Cell:
    if row.coverage_percent is None:
        return sign("unknown" if row.participant_count is None else "incomparable")
    told = coverage_told(row.coverage_percent, is_cut=is_cut)
    return Cell(wording.percent(told, _DIGITS), row.coverage_percent, place_of(row, "coverage_percent"))


def _vulnerable_table(facts: Facts, wording: Wording) -> Table:
    rows = [_worker_row(row, wording) for row in facts.vulnerable]
    headings = tuple(wording(key) for key in ("worker_group", "regency", "source", "participants"))
    caption = wording("vulnerable_caption", month=wording.month(facts.vulnerable[0].period))
    return Table(caption, headings, tuple(rows), frozenset((2,)))


def _worker_row(row: Vulnerable, wording: Wording) -> Row:
    key = (("period", row.period.isoformat()), ("regency_code", row.regency_code))
    key = (*key, ("worker_group_code", row.worker_group_code), ("source", row.source))  # type: ignore[assignment]
    place = Place(f"mart.{VULNERABLE}", key, "participant_count")
    where = row.regency_name or row.regency_code or wording("national")
    group = wording.named(row.worker_group_name, row.worker_group_name_en, row.worker_group_code)
    source = wording.named(row.source_name, row.source_name_en, row.source)
    cells = (Cell(where, is_number=False), Cell(source, is_number=False), people(row.participant_count, wording, place))
    return Row(group, cells)
