"""From a published figure to the files, sheets and rows behind it; and, where asked, its proof from the bytes in the vault."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from flows.monthly.basis import Lines, shown_by
from flows.monthly.workplace import Workplace
from flows.trace.behind import Behind, lines_behind
from flows.trace.cell import Cell
from flows.trace.errors import NotRecorded, PartGone
from flows.trace.published import MEASURES, Published, figures, published
from flows.trace.verify import Verdict, verifier
from warehouse.register.records import Arrival

EQUAL, DIFFERS = "EQUAL", "DIFFERS"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Traced:
    """What is behind a cell. Every list is one of rows to be shown, in the order of files and rows; amounts in rupiah.

    `figures`: each measure as published (in the publication's own file and in the vintages) and as counted from the lines.
    `verdict`: of the rebuilding; None where it was not asked for.
    """

    publication: int
    cell: Cell
    figures: list[Row]
    files: list[Row]
    not_counted: list[Row]
    by_hand: list[Row]
    verdict: Verdict | None

    @property
    def is_equal(self) -> bool:
        """Every figure is what its lines come to, and, where that was asked for, what the vault comes to."""
        return all(row["state"] == EQUAL for row in self.figures) and (self.verdict is None or self.verdict.is_equal)

    def to_dict(self) -> Row:
        """For --json."""
        return {
            "publication": self.publication,
            "period": f"{self.cell.period:%Y-%m}",
            "cell": dict(self.cell.asked),
            "mart": self.cell.mart,
            "is_equal": self.is_equal,
            "figures": self.figures,
            "files": self.files,
            "not_counted": self.not_counted,
            "by_hand": self.by_hand,
            "verified": None if self.verdict is None else _verified(self.verdict),
        }


def trace(workplace: Workplace, cell: Cell, number: int | None, *, is_verified: bool) -> Traced:
    """What is behind the cell as publication `number` (None: the one that stands) showed it.

    Verified, the lines are those read anew from the vault; else those recorded. Raises NotPublished, NotRecorded, PartGone; OtherRelease
    and VaultDamaged where it cannot be verified.
    """
    if not is_verified:
        there = published(workplace, number)
        with _needing_parts():
            return _traced(workplace, cell, there, _recorded(workplace, there.number), None)
    with verifier(workplace) as rebuilding:
        there = published(workplace, number)
        whole = not cell.asked
        verdict = rebuilding.verify_month(cell.period, there.number) if whole else rebuilding.verify(cell, there.number)
        return _traced(rebuilding.apart, cell, there, rebuilding.rebuilt(there.number).lines, verdict)


@contextmanager
def _needing_parts() -> Iterator[None]:
    """PartGone for a part that cannot be read. The engine's own words may quote a line."""
    try:
        yield
    except (pl.exceptions.PolarsError, OSError) as error:
        raise PartGone(error) from None


def _recorded(workplace: Workplace, number: int) -> Lines:
    """What the publication counted, by the parts in clean/."""
    lines = shown_by(workplace, number)
    if lines is None:
        raise NotRecorded(number, "what it was counted from")
    return lines


def _traced(workplace: Workplace, cell: Cell, there: Published, lines: Lines, verdict: Verdict | None) -> Traced:
    rows = there.rows(cell)
    behind = lines_behind(workplace, lines, cell)
    return Traced(
        there.number,
        cell,
        _figures(cell, rows, behind.counted),
        list(_files(lines, behind)),
        list(_not_counted(lines, behind)),
        list(_hands(lines, behind)),
        verdict,
    )


def _figures(cell: Cell, rows: Mapping[str, pl.DataFrame], lines: pl.DataFrame) -> list[Row]:
    """Each measure as every source shows it, and as it is counted. A NULL is right where there is no line."""
    shown = {source: figures(cell, found) for source, found in rows.items()}
    counted = _counted(lines)
    told = []
    for name in MEASURES:
        values = {source: found[name] for source, found in shown.items() if name in found}
        equal = all(value == counted[name] or (value is None and lines.is_empty()) for value in values.values())
        told.append({"measure": name, "published": values, "counted": counted[name], "state": EQUAL if equal else DIFFERS})
    return told


def _counted(lines: pl.DataFrame) -> Row:
    """The four measures of these lines; distinct claims and participants counted over all of them."""
    paid, people = lines.filter(pl.col("amount_paid_sen") > 0)["claim_key"], lines["participant_key"].drop_nulls()
    counts = {"claim_count": paid.n_unique(), "payment_count": lines.height, "participant_count": people.n_unique()}
    return counts | {"amount_paid_idr": _rupiah(lines["amount_paid_sen"].sum())}


def _files(lines: Lines, behind: Behind) -> Iterator[Row]:
    """A row per file and sheet that has lines in the figure."""
    for (part_id, sheet), own in _by_sheet(lines, behind.counted):
        arrival = lines.arrivals[part_id]
        yield _file(arrival) | {
            "arrived_at": arrival.arrived_at,
            "vault": f"vault/{arrival.sha256}",
            "part_id": part_id,
            "sheet": sheet,
            "payment_count": own.height,
            "amount_paid_idr": _rupiah(own["amount_paid_sen"].sum()),
            "rows": own["source_row"].sort().to_list(),
        }


def _by_sheet(lines: Lines, counted: pl.DataFrame) -> list[tuple[tuple[str, str | None], pl.DataFrame]]:
    grouped = [((key[0], key[1]), own) for key, own in counted.group_by("part_id", "sheet")]
    return sorted(grouped, key=lambda one: (_order(lines.arrivals[one[0][0]]), one[0][1] or ""))


def _not_counted(lines: Lines, behind: Behind) -> Iterator[Row]:
    """A row per line of the cell that does not count, and the line that counts in its place."""
    for line in sorted(behind.displaced.iter_rows(named=True), key=lambda line: _order(lines.arrivals[line["part_id"]])):
        instead, month = lines.arrivals.get(line["instead_part_id"] or ""), line["instead_month"]
        yield _file(lines.arrivals[line["part_id"]]) | {
            "sheet": line["sheet"],
            "row": line["source_row"],
            "amount_paid_idr": _rupiah(line["amount_paid_sen"]),
            "reason": line["reason"],
            "instead": instead
            and _file(instead)
            | {
                "sheet": line["instead_sheet"],
                "row": line["instead_row"],
                "payment_month": f"{month:%Y-%m}",
            },
        }


def _hands(lines: Lines, behind: Behind) -> Iterator[Row]:
    """A row per line that corrections by hand touched."""
    for line in behind.by_hand.iter_rows(named=True):
        yield _file(lines.arrivals[line["part_id"]]) | {
            "sheet": line["sheet"],
            "row": line["source_row"],
            "code": line["code"],
            "corrections": line["corrections"],
        }


def _file(arrival: Arrival) -> Row:
    names = ("sender_code", "period", "file_name", "sha256")
    return dict(zip(("sender", "period", "file", "sha256"), (getattr(arrival, name) for name in names), strict=True))


def _order(arrival: Arrival) -> tuple[str, str, int]:
    return arrival.period, arrival.sender_code, arrival.arrival_id


def _rupiah(sen: float | Decimal) -> Decimal:
    return Decimal(sen) / 100


def _verified(verdict: Verdict) -> Row:
    return {
        "is_equal": verdict.is_equal,
        "rows_compared": verdict.rows,
        "differences": [asdict(one) for one in verdict.differences],
        "parts": [asdict(part) | {"is_equal": part.is_equal} for part in verdict.parts],
    }
