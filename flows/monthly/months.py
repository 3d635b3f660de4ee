"""Months: the effective lines of each published payment month, aggregated once per set of lines."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from flows.errors import StocksUnbalanced
from flows.monthly.basis import Lines, lines_of, parts_of_extracts, resolved
from flows.monthly.extracts import Extracts
from flows.monthly.identity import final_id, links_id, month_id, rollup_id, stock_id, year_id
from flows.monthly.workplace import Workplace
from flows.periods import first_day, months_between
from flows.progress import current
from flows.status import expected_senders
from transforms import adjustments, aggregate, coverage, lag, rollup
from transforms.basis import WAITING
from transforms.contracts import PARTICIPATION
from transforms.effective import effective_lines
from transforms.reference import load_table
from transforms.rows import KEYS
from transforms.totals import displaced_digest, displaced_totals, lines_and_sen, rows_digest
from warehouse.content import FRAMES, SOURCES
from warehouse.record import PublicationLedger
from warehouse.register.records import Overlap

MONTHLY = (*aggregate.CELLS, "lag_month")


@dataclass(frozen=True, slots=True)
class MonthsMade:
    """The figures of every published payment month, and the ledger across extracts."""

    benefit_month: pl.DataFrame
    programme_month: pl.DataFrame
    region_month: pl.DataFrame
    lag_month: pl.DataFrame
    year_to_date: pl.DataFrame
    rollup: pl.DataFrame
    final_month: pl.DataFrame
    coverage: pl.DataFrame  # transforms.coverage.COVERAGE
    worker_month: pl.DataFrame  # as transforms.coverage.workers_by_place gives it
    sources: pl.DataFrame  # warehouse.content.SOURCES: what each month's figures were counted from
    ledger: PublicationLedger
    lost: int  # adjustments of these months whose links lead nowhere
    overdone: int  # reversals of these months beside another of their payment, or of more than it


def resolve_lines(workplace: Workplace, extracts: Extracts) -> Lines | None:
    """Which line counts, per key over all extracts; None where extracts contradict each other: they are to be looked at again.

    Contradictions are recorded as overlaps: none of those extracts may be used. Those refused for it before are held against the others,
    too: whom they contradict must not depend on who came first.
    """
    current().step("resolving lines across extracts")
    parts, all_parts = (parts_of_extracts(workplace, own) for own in (extracts.standing, (*extracts.standing, *extracts.contested)))
    everything = resolved(workplace, all_parts)
    with workplace.register() as register:
        register.keep_overlaps([Overlap(one, other, lines) for one, other, lines in everything.overlaps])
    in_overlaps = {part_id for one, other, _ in everything.overlaps for part_id in (one, other)}
    if not in_overlaps.isdisjoint(part.part_id for part in parts):
        return None
    return lines_of(workplace, extracts.standing, resolved(workplace, parts) if extracts.contested else everything)


def count_months(workplace: Workplace, lines: Lines) -> MonthsMade:
    """Figures for the payment months that have an extract of their own. What was counted from the same lines is not counted again."""
    months = lines.shown
    ids = {month: lines_id(workplace, lines, month) for month in months}
    links = _links(workplace, lines)
    folders = {month: _counted_month(workplace, lines, month, ids[month]) for month in months}
    years = sorted({month.year for month in months})
    counted = {year: _counted_year(workplace, lines, year, ids) for year in years}
    rolling = {year: _counted_windows(workplace, lines, year, ids) for year in years}
    frames = {name: _stacked(name, [folder / f"{name}.parquet" for folder in folders.values()]) for name in MONTHLY}
    return MonthsMade(
        **frames,
        year_to_date=_stacked("year_to_date", [folder / "year_to_date.parquet" for folder in counted.values()]),
        rollup=_stacked("rollup", [folder / "rollup.parquet" for folder in (*folders.values(), *counted.values(), *rolling.values())]),
        final_month=_stacked("final_month", _final_months(workplace, lines, ids, links)),
        **_stocks(workplace, lines),
        sources=pl.DataFrame(
            [(month, ids[month], counted[month.year].name, rolling[month.year].name) for month in months], schema=SOURCES, orient="row"
        ),
        ledger=_ledger(lines, months, frames["benefit_month"]),
        overdone=_overdone(links, months),
        lost=links.filter(pl.col("root_month").is_null(), pl.col("payment_month").is_in(months)).height,
    )


def _overdone(links: pl.DataFrame, months: Sequence[date]) -> int:
    told = adjustments.overdone(links).select("line_key").unique()
    return links.join(told, on="line_key", how="semi").filter(pl.col("payment_month").is_in(months)).height


def lines_id(workplace: Workplace, lines: Lines, month: date) -> str:
    """The id of the effective lines of a payment month."""
    parts = [part.part_id for part in lines.parts_of(month)]
    return month_id(f"{month:%Y-%m}", parts, displaced_digest(lines.basis.resolution.displaced, month), workplace.fingerprint)


def _counted_month(workplace: Workplace, lines: Lines, month: date, name: str) -> Path:
    folder = workplace.home.months / name
    if folder.exists():
        return folder
    current().step(f"counting {month:%Y-%m}")
    frame = effective_lines(lines.parts_of(month), lines.basis.resolution, [month])
    spans, (totals, _) = rollup.month_spans(month), rollup.totals()
    rolled_up = rollup.rolled_up(frame, spans, totals).lazy()
    keep_frames(folder, {**aggregate.by_month(frame), "lag_month": lag.by_lag(frame), "rollup": rolled_up})
    return folder


def _counted_year(workplace: Workplace, lines: Lines, year: int, ids: dict[date, str]) -> Path:
    months = [month for month in ids if month.year == year]
    folder = workplace.home.months / year_id(ids[month] for month in months)
    if not folder.exists():
        current().step(f"counting {year} to date")
        parts = {part.part_id: part for month in months for part in lines.parts_of(month)}
        frame = effective_lines(list(parts.values()), lines.basis.resolution, months)
        longer = rollup.rolled_up(frame, rollup.year_spans(months), rollup.totals()[0])
        keep_frames(folder, {"year_to_date": aggregate.year_to_date(frame, months), "rollup": longer.lazy()})
    return folder


def _counted_windows(workplace: Workplace, lines: Lines, year: int, ids: dict[date, str]) -> Path:
    """The windows of twelve months that end in `year`: they reach into the year before."""
    spans = rollup.rolling_spans(list(ids), year)
    months = sorted(frozenset[date]().union(*(span.months for span in spans)))
    folder = workplace.home.months / rollup_id(year, (ids[month] for month in months))
    if not folder.exists():
        current().step(f"counting twelve months up to each of {year}")
        parts = {part.part_id: part for month in months for part in lines.parts_of(month)}
        frame = effective_lines(list(parts.values()), lines.basis.resolution, months)
        keep_frames(folder, {"rollup": rollup.rolled_up(frame, spans, rollup.totals()[0]).lazy()})
    return folder


def _links(workplace: Workplace, lines: Lines) -> pl.DataFrame:
    """Where the links of every adjustment lead, followed once per set of effective lines of all payment months."""
    months = sorted({month for part in lines.basis.parts for month in lines.ledgers[part.part_id].payment_months})
    folder = workplace.home.months / links_id(lines_id(workplace, lines, first_day(month)) for month in months)
    if not folder.exists():
        current().step("following adjustments")
        keep_frames(folder, {"links": adjustments.linked(lines.basis.parts, lines.basis.resolution).lazy()})
    return pl.read_parquet(folder / "links.parquet")


def _final_months(workplace: Workplace, lines: Lines, ids: dict[date, str], links: pl.DataFrame) -> list[Path]:
    """The final view of each published month; counted again only where its own lines, or what moves out of it or into it, are others."""
    moves = adjustments.moved(links, ids)
    return [_final_month(workplace, lines, month, ids[month], moves) for month in ids]


def _final_month(workplace: Workplace, lines: Lines, month: date, name: str, moves: pl.DataFrame) -> Path:
    folder = workplace.home.months / final_id(name, adjustments.moves_digest(moves, month))
    if not folder.exists():
        current().step(f"counting {month:%Y-%m}, final view")
        frame = effective_lines(lines.parts_of(month), lines.basis.resolution, [month])
        keep_frames(folder, {"final_month": adjustments.final_month(frame, moves, month)})
    return folder / "final_month.parquet"


def _stocks(workplace: Workplace, lines: Lines) -> dict[str, pl.DataFrame]:
    """Participants of every month, and how much of the target populations they are. Added up once per set of lines.

    Raises StocksUnbalanced where participants were lost or doubled on the way.
    """
    parts, displaced = lines.stocks.parts, lines.stocks.resolution.displaced
    folder = workplace.home.months / stock_id([part.part_id for part in parts], rows_digest(displaced), workplace.fingerprint)
    if not folder.exists():
        effective = lines.stocks.lines(contract=PARTICIPATION)
        keep_frames(folder, {"stock": coverage.stock(effective), "workers": coverage.workers(effective)})
    stock, workers = (pl.read_parquet(folder / f"{name}.parquet") for name in ("stock", "workers"))
    accepted = sum(lines.ledgers[part.part_id].amount_accepted_sen for part in parts) // coverage.HUNDREDTHS
    counted = int(stock["participant_count"].sum()) + int(workers["participant_count"].sum())
    if counted + int(displaced["amount_paid_sen"].sum()) != accepted:
        raise StocksUnbalanced(accepted, counted, int(displaced["amount_paid_sen"].sum()))
    counters = pl.concat([frame.select("period", "sender_code") for frame in (stock, workers)])
    expected = coverage.expected_extracts(counters, _senders_named(workplace, lines, counters["period"]))
    shown = coverage.coverage(stock, coverage.target_populations(workplace.home.reference), expected)
    return {"coverage": shown, "worker_month": coverage.workers_by_place(workers, expected)}


def _senders_named(workplace: Workplace, lines: Lines, counted: pl.Series) -> dict[date, Collection[str]]:
    """Whom the table of senders names in each month from the first counted to the last.

    In months of claims as it did when they were shown, so that a publication can be made again; in others as it does today.
    """
    table = load_table("senders", KEYS["senders"], workplace.home.reference).rows(named=True)
    then = {month.period: month.senders_expected for month in lines.months}
    ends = [f"{month:%Y-%m}" for month in (counted.min(), counted.max()) if isinstance(month, date)]
    periods = months_between(*ends) if ends else []
    return {first_day(period): then[period] if period in then else expected_senders(period, table) for period in periods}


def keep_frames(folder: Path, frames: dict[str, pl.LazyFrame]) -> None:
    """All frames or none: written beside and renamed, so that a folder of that name is whole."""
    unfinished = folder.with_suffix(".making")
    unfinished.mkdir(exist_ok=True)
    for name, frame in frames.items():
        frame.sink_parquet(unfinished / f"{name}.parquet", compression="lz4", engine="streaming")
    unfinished.rename(folder)


def _stacked(name: str, paths: Sequence[Path]) -> pl.DataFrame:
    frames = [pl.read_parquet(path) for path in paths]
    return pl.concat(frames) if frames else pl.DataFrame(schema=FRAMES[name])


def _ledger(lines: Lines, months: Sequence[date], benefit_month: pl.DataFrame) -> PublicationLedger:
    """Counted from three sides (ledgers of the parts, displaced lines, figures), so that a lost line cannot go unnoticed."""
    ledgers = [lines.ledgers[part.part_id] for part in lines.basis.parts]
    duplicate = displaced_totals(lines.basis.resolution.displaced, "duplicate")
    superseded = displaced_totals(lines.basis.resolution.displaced, "superseded")
    waiting = _waiting(lines, months)
    return PublicationLedger(
        accepted=sum(ledger.accepted for ledger in ledgers),
        accepted_sen=sum(ledger.amount_accepted_sen for ledger in ledgers),
        effective=int(benefit_month["payment_count"].sum()),
        effective_sen=int(benefit_month["amount_paid_sen"].sum()),
        duplicate=duplicate[0],
        duplicate_sen=duplicate[1],
        superseded=superseded[0],
        superseded_sen=superseded[1],
        waiting=waiting[0],
        waiting_sen=waiting[1],
    )


def _waiting(lines: Lines, months: Sequence[date]) -> tuple[int, int]:
    """Effective lines, and sen, of payment months without an extract of their own; and the lines that held months do not show yet."""
    published = {f"{month:%Y-%m}" for month in months}
    others = sorted({month for part in lines.basis.parts for month in lines.ledgers[part.part_id].payment_months} - published)
    held = displaced_totals(lines.basis.resolution.displaced, WAITING)
    if not others:
        return held
    waiting = [first_day(month) for month in others]
    parts = [part for part in lines.basis.parts if set(others) & set(lines.ledgers[part.part_id].payment_months)]
    unpublished = lines_and_sen(effective_lines(parts, lines.basis.resolution, waiting))
    return held[0] + unpublished[0], held[1] + unpublished[1]
