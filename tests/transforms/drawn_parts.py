"""Two states of a home, drawn by hand: which parts stood then and stand now, their lines, and what was found about lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from tests.drawing import table
from transforms.causes import Told, changes
from transforms.line import FINDING, LINE
from transforms.mechanism import EARLIER, FACTS, Era

JUNE, JULY, AUGUST = date(2022, 6, 1), date(2022, 7, 1), date(2022, 8, 1)
FIGURES = ("claim_count", "payment_count", "participant_count", "amount_paid_sen")
NAMED = {"key": "line_key", "claim": "claim_key", "person": "participant_key", "benefit": "benefit_type_code", "paid": "amount_paid_sen"}
INGREDIENTS = {"decisions_id": "d", "code_id": "c", "tables_id": "t", "setting": "s"}


def lines(drawing: str) -> pl.DataFrame:
    """LINE from `key | claim | person | month | benefit | paid`; the place of a line is its key, unless drawn."""
    header, *rows = drawing.strip().splitlines()
    names = [NAMED.get(name.strip(), name.strip().replace("month", "payment_month")) for name in header.split("|")]
    full = "\n".join([" | ".join(names), *(row.replace("July", "2022-07-01").replace("August", "2022-08-01") for row in rows)])
    drawn = table(full.replace("June", "2022-06-01"), dict(LINE))
    return drawn.with_columns(
        source_row=pl.coalesce("source_row", pl.col("line_key").cast(pl.UInt32)), payment_type=pl.col("payment_type").fill_null("original")
    )


@dataclass
class Drawn:
    """A part: of which arrival, on which sides it is what was made of the arrival, and on which it counted."""

    name: str
    arrival: int
    lines: pl.DataFrame
    then: bool = True
    now: bool = True
    stood: bool | None = None
    stands: bool | None = None
    sender: str = "K01"
    period: date = JULY
    fate: str | None = None
    by: int | None = None
    displaced_then: Sequence[int] = ()
    displaced_now: Sequence[int] = ()
    made_from: dict[str, str] = field(default_factory=dict)
    aside: Sequence[int] = ()  # places of lines set aside
    by_hand: dict[int, str] = field(default_factory=dict)  # place -> code

    def counts(self, side: str) -> bool:
        is_made, counts = (self.then, self.stood) if side == "then" else (self.now, self.stands)
        return is_made if counts is None else counts


def facts(parts: Sequence[Drawn]) -> pl.DataFrame:
    rows: list[dict[str, Any]] = []
    for part in parts:
        own = {"part_id": part.name, "arrival_id": part.arrival, "sender_code": part.sender, "period": part.period}
        file = {"file_name": f"file {part.arrival}", "sha256": f"sha {part.arrival}", "fate": part.fate, "by_arrival_id": part.by}
        by = {f"by_{name}": value and f"{value} {part.by}" for name, value in (("file_name", "file"), ("sha256", "sha"))} if part.by else {}
        sides = {"then": part.then, "now": part.now, "stood": part.counts("then"), "stands": part.counts("now")}
        rows.append(dict.fromkeys(FACTS) | own | file | by | sides | INGREDIENTS | part.made_from | {"by_sender_code": part.by and "K01"})
    return pl.DataFrame(rows, schema=FACTS)


def effective(parts: Sequence[Drawn], side: str) -> pl.DataFrame:
    """LINE and part_id of the lines that counted then or count now."""
    frames = [(LINE | {"part_id": pl.String()}).to_frame()]
    for part in parts:
        gone = part.displaced_then if side == "then" else part.displaced_now
        own = part.lines.filter(~pl.col("line_key").is_in(list(gone))).with_columns(part_id=pl.lit(part.name))
        frames += [own] if part.counts(side) else []
    return pl.concat(frames)


def findings(parts: Sequence[Drawn], side: str) -> pl.LazyFrame:
    rows = []
    for part in parts:
        if part.then if side == "then" else part.now:
            own = {"part_id": part.name}
            rows += [own | {"source_row": row, "code": "AM02", "severity": "error", "outcome": "quarantined"} for row in part.aside]
            hands = part.by_hand.items()
            rows += [
                own | {"source_row": row, "code": code, "severity": "warning", "outcome": "warned", "pattern": "r1"} for row, code in hands
            ]
    return pl.LazyFrame(rows, schema=FINDING | {"part_id": pl.String()})


def all_lines(parts: Sequence[Drawn], *, of: str) -> pl.LazyFrame:
    one, other = ("then", "now") if of == "left" else ("now", "then")
    frames = [part.lines.with_columns(part_id=pl.lit(part.name)) for part in parts if part.counts(one) and not part.counts(other)]
    return pl.concat([(LINE | {"part_id": pl.String()}).to_frame(), *frames]).lazy()


def told(
    parts: Sequence[Drawn],
    shown_then: Sequence[date] = (JULY, AUGUST),
    shown_now: Sequence[date] | None = None,
    earlier: Sequence[Drawn] = (),
) -> Told:
    era = Era(
        months=frozenset(shown_then),
        facts=facts(parts),
        left=all_lines(parts, of="left"),
        came=all_lines(parts, of="came"),
        findings_then=findings(parts, "then"),
        findings_now=findings(parts, "now"),
        earlier=shown_earlier(earlier),
    )
    return Told(frozenset(shown_then), frozenset(shown_then if shown_now is None else shown_now), [era])


def shown_earlier(parts: Sequence[Drawn]) -> pl.LazyFrame:
    frames = [part.lines.select("line_key", sender_code=pl.lit(part.sender), period=pl.lit(part.period)) for part in parts]
    return pl.concat([EARLIER.to_frame(), *frames]).lazy()


def changed(
    parts: Sequence[Drawn],
    shown_then: Sequence[date] = (JULY, AUGUST),
    shown_now: Sequence[date] | None = None,
    earlier: Sequence[Drawn] = (),
) -> pl.DataFrame:
    known = told(parts, shown_then, shown_now, earlier)
    return changes(effective(parts, "then").lazy(), effective(parts, "now").lazy(), known)


def figures(counted: pl.DataFrame, shown: Sequence[date]) -> dict[tuple[date, str], dict[str, int]]:
    """The figures of each cell, in plain Python."""
    cells: dict[tuple[date, str], list[dict[str, Any]]] = {}
    for row in counted.iter_rows(named=True):
        if row["payment_month"] in shown:
            cells.setdefault((row["payment_month"], row["benefit_type_code"]), []).append(row)
    return {
        cell: {
            "claim_count": len({row["claim_key"] for row in rows if row["amount_paid_sen"] > 0}),
            "payment_count": len(rows),
            "participant_count": len({row["participant_key"] for row in rows} - {None}),
            "amount_paid_sen": sum(row["amount_paid_sen"] for row in rows),
        }
        for cell, rows in cells.items()
    }


def assert_sums(
    told_of: pl.DataFrame, then: pl.DataFrame, now: pl.DataFrame, shown_then: Sequence[date], shown_now: Sequence[date]
) -> None:
    """The causes of every cell sum to its difference, to the sen."""
    old, new = figures(then, shown_then), figures(now, [month for month in shown_now if month in shown_then])
    summed = told_of.group_by("period", "benefit_type_code").agg(pl.col(FIGURES).sum())
    sums = {(row["period"], row["benefit_type_code"]): row for row in summed.iter_rows(named=True)}
    nothing = dict.fromkeys(FIGURES, 0)
    for cell in {*old, *new, *sums}:
        expected = {name: new.get(cell, nothing)[name] - old.get(cell, nothing)[name] for name in FIGURES}
        assert {name: sums.get(cell, nothing)[name] for name in FIGURES} == expected, cell


def causes(told_of: pl.DataFrame) -> list[tuple[Any, ...]]:
    """period's month, benefit type, cause, file, and the four differences: payments, sen, claims, participants."""
    columns = ["benefit_type_code", "cause", "file_name", "payment_count", "amount_paid_sen", "claim_count", "participant_count"]
    return [(row[0].month, *row[1:]) for row in told_of.select("period", *columns).iter_rows()]
