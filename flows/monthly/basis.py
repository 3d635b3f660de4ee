"""What a publication counts: resolved lines of the extracts that stand, and for held months those that the publication before showed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from flows.arrivals.standing import Extract
from flows.monthly.extracts import of_claims
from flows.monthly.identity import digest
from flows.monthly.parts import files_of
from flows.monthly.shown import months_by_origin
from flows.monthly.workplace import Workplace
from flows.periods import first_day
from flows.status import expected_senders
from transforms import basis
from transforms.basis import Basis
from transforms.contracts import CLAIMS, PARTICIPATION
from transforms.effective import Part, Resolution, resolve
from transforms.ledger import Ledger
from transforms.reference import load_table
from warehouse.register.records import Arrival, PublicationBasis, ShownMonth, StandingPart


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines that a publication counts, or would count.

    `standing`: the extracts that stand. `basis`: of claims; it may need more parts, for held months. `stocks`: of participation.
    `months`: the payment months shown. `ledgers` and `arrivals`: of every part of both, by part_id.
    """

    basis: Basis
    stocks: Basis
    standing: tuple[StandingPart, ...]
    months: tuple[ShownMonth, ...]
    ledgers: Mapping[str, Ledger]
    arrivals: Mapping[str, Arrival]

    @property
    def shown(self) -> list[date]:
        """The payment months shown, as first days, in order."""
        return sorted(first_day(month.period) for month in self.months)

    def counted(self) -> list[str]:
        """The ids of the parts of which a line counts in a month shown."""
        lines = [self.basis.lines(self.shown).select("part_id"), self.stocks.lines(contract=PARTICIPATION).select("part_id")]
        return pl.concat(lines).unique().collect(engine="streaming")["part_id"].to_list()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of claims, then those of participation."""
        return (*self.basis.parts, *self.stocks.parts)

    @property
    def own_arrivals(self) -> list[Arrival]:
        """The arrivals of claims that stand: each a reason to show the payment month of its period."""
        of_claims = {part.part_id for part in self.basis.parts}
        return [self.arrivals[one.part_id] for one in self.standing if one.part_id in of_claims]

    def parts_of(self, month: date) -> list[Part]:
        """The parts with lines paid in `month`."""
        return self._parts_by_month.get(f"{month:%Y-%m}", [])

    @cached_property
    def _parts_by_month(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        for part in self.basis.parts:
            for month in self.ledgers[part.part_id].payment_months:
                found.setdefault(month, []).append(part)
        return found


def lines_of(workplace: Workplace, extracts: Sequence[Extract], resolution: Resolution) -> Lines:
    """The lines of these extracts, whose parts are made, resolved so."""
    standing = tuple(StandingPart(one.part_id, one.arrival.arrival_id, one.order[1], one.order[0]) for one in extracts)
    return _lines(workplace, standing, resolution, shown_months(workplace, [one.arrival for one in of_claims(extracts)]))


def shown_by(workplace: Workplace, number: int) -> Lines | None:
    """What publication `number` counted, from the register and the parts; None where that was not recorded."""
    with workplace.register() as register:
        record, origins = register.basis_shown(number), months_by_origin(register, number)
    if record is None or {month.period for month in record.months} != {period for origin in origins for period in origin.months}:
        return None
    resolution = resolved(workplace, _parts(workplace, record.parts))
    standing = _lines(workplace, record.parts, resolution, [replace(month, is_held=False) for month in record.months])
    lines = _withheld(standing, {one.period for one in standing.own_arrivals} - {month.period for month in record.months})
    for origin in reversed(origins):
        if origin.number == record.publication:
            continue
        before = shown_by(workplace, origin.number)
        if before is None:
            return None
        lines = hold(workplace, lines, before, origin.months)
    return lines


def hold(workplace: Workplace, lines: Lines, before: Lines, periods: Collection[str]) -> Lines:
    """`lines`, but these payment months (2022-07) go on showing what they showed `before`; nothing, where they were not shown."""
    known = {month.period for month in before.months}
    whole = basis.held(_withheld(lines, {*periods} - known).basis, before.basis, [first_day(one) for one in periods if one in known])
    shown = [month for month in lines.months if month.period not in periods]
    kept = [replace(month, is_held=True) for month in before.months if month.period in periods]
    arrivals = {**lines.arrivals, **before.arrivals}
    return replace(
        _with_ledgers(workplace, replace(lines, basis=whole)),
        months=tuple(sorted([*shown, *kept], key=lambda month: month.period)),
        arrivals={part.part_id: arrivals[part.part_id] for part in (*whole.parts, *lines.stocks.parts)},
    )


def _withheld(lines: Lines, periods: Collection[str]) -> Lines:
    """`lines` without what they show of these payment months."""
    months = tuple(month for month in lines.months if month.period not in periods)
    return replace(lines, basis=basis.withheld(lines.basis, [first_day(period) for period in periods]), months=months)


def resolved(workplace: Workplace, parts: Sequence[Part]) -> Resolution:
    """`resolve`, done once per set of parts. One with contradictions is never kept: those parts will not stand together."""
    file = _resolution_file(workplace, parts)
    if file.exists():
        return Resolution(pl.read_parquet(file), [])
    resolution = resolve(parts)
    if not resolution.overlaps:
        with TemporaryDirectory(dir=file.parent, prefix=".making-") as folder:  # a trace may do the same at the same time
            unfinished = Path(folder) / file.name
            resolution.displaced.write_parquet(unfinished)
            unfinished.replace(file)
    return resolution


def parts_of_extracts(workplace: Workplace, extracts: Iterable[Extract]) -> list[Part]:
    """The parts of these extracts, as lines are resolved across them."""
    return [_part(workplace, one.part_id, one.arrival, one.order[1], one.order[0], one.contract) for one in extracts]


def record_of(number: int, lines: Lines, conditions_id: str, inputs_seen: str) -> PublicationBasis:
    """What the register keeps of a publication's basis."""
    return PublicationBasis(number, number, conditions_id, inputs_seen, lines.standing, lines.months)


def shown_months(workplace: Workplace, arrivals: Iterable[Arrival]) -> list[ShownMonth]:
    """The months that have an extract of their own, and the senders expected and received."""
    table = load_table("senders", ["sender_code", "valid_from"], workplace.home.reference).rows(named=True)
    received: dict[str, set[str]] = {}
    for one in arrivals:
        received.setdefault(one.period, set()).add(one.sender_code)
    return [
        ShownMonth(
            period, is_held=False, senders_expected=tuple(sorted(expected_senders(period, table))), senders_received=tuple(sorted(own))
        )
        for period, own in sorted(received.items())
    ]


def _lines(workplace: Workplace, standing: tuple[StandingPart, ...], resolution: Resolution, months: Iterable[ShownMonth]) -> Lines:
    parts = _parts(workplace, standing)
    claims, stocks = (_of_contract(parts, resolution, contract.code) for contract in (CLAIMS, PARTICIPATION))
    return _with_ledgers(workplace, Lines(claims, stocks, standing, tuple(months), {}, _arrivals(workplace, standing)))


def _of_contract(parts: Sequence[Part], resolution: Resolution, contract: str) -> Basis:
    """The parts of one contract, and what of them does not count."""
    own = tuple(part for part in parts if part.contract == contract)
    if len(own) == len(parts):
        return Basis(own, resolution)
    displaced = resolution.displaced.filter(pl.col("part_id").is_in([part.part_id for part in own]))
    return Basis(own, Resolution(displaced, []))


def _with_ledgers(workplace: Workplace, lines: Lines) -> Lines:
    with workplace.register() as register:
        made = register.parts()
    return replace(lines, ledgers={part.part_id: Ledger.from_json(made[part.part_id].ledger) for part in lines.parts})


def _arrivals(workplace: Workplace, standing: Iterable[StandingPart]) -> dict[str, Arrival]:
    with workplace.register() as register:
        by_id = {one.arrival_id: one for one in register.arrivals()}
    return {part.part_id: by_id[part.arrival_id] for part in standing}


def _parts(workplace: Workplace, standing: Sequence[StandingPart]) -> list[Part]:
    arrivals = _arrivals(workplace, standing)
    with workplace.register() as register:
        made = register.parts()
    return [
        _part(workplace, one.part_id, arrivals[one.part_id], one.arrival_order, one.revision, made[one.part_id].contract)
        for one in standing
    ]


def _part(workplace: Workplace, part_id: str, arrival: Arrival, order: int, revision: int, contract: str) -> Part:
    lines, is_delta = files_of(workplace, part_id).lines, arrival.kind == "delta"
    return Part(part_id, lines, arrival.sender_code, first_day(arrival.period), order, revision, is_delta, contract)


def _resolution_file(workplace: Workplace, parts: Sequence[Part]) -> Path:
    told = sorted(f"{one.part_id} {one.period} {one.revision} {one.arrival_order} {one.is_delta}" for one in parts)
    return workplace.home.months / f"{digest('resolution', workplace.fingerprint, *told)}.displaced.parquet"
