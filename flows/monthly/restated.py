"""What a publication would change of the figures that stand: the publication before, and the changes since it, by cause."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from flows.monthly.basis import Lines, hold
from flows.monthly.before import BasisUnknown, Before, publication, publication_before, with_left
from flows.monthly.cells import BENEFIT_TYPE
from flows.monthly.changes_since import Apart, Files, changes_since
from flows.monthly.completeness import Flip, completeness_changed
from flows.monthly.deliveries_changed import Records, facts_of
from flows.monthly.extracts import extracts_of
from flows.monthly.finer import changed_within
from flows.monthly.ingredients import told_of
from flows.monthly.months import count_months
from flows.monthly.parts import files_of
from flows.monthly.policy import Policy
from flows.monthly.recounted import is_of_today, recounted, with_the_rest
from flows.monthly.restatement import held_back
from flows.monthly.shown import shown_before
from flows.monthly.workplace import Workplace
from transforms.causes import taken_back
from transforms.contracts import CLAIMS
from transforms.mechanism import FACTS
from warehouse.figures import benefit_figures, benefit_figures_told
from warehouse.publish import publication_file
from warehouse.register.records import PartRecord


@dataclass(frozen=True, slots=True)
class Offer:
    """What a run may publish by itself. `changes`: of published figures; None where nothing is known of the publication before.

    `held`: the months that the policy does not let change. `whole`: what would be published if they might.
    """

    lines: Lines
    changes: pl.DataFrame | None
    held: frozenset[date]
    whole: Lines
    before: Before | None


def offer(workplace: Workplace, lines: Lines, policy: Policy) -> Offer:
    """These lines, but for the months that must not change yet: those go on showing what they show."""
    before = _before(workplace, lines, policy)
    if before is None:
        return Offer(lines, None, frozenset(), lines, None)
    kept, held = lines, frozenset[date]()
    changes = _changes(workplace, before, kept)
    while more := _held(workplace, before, kept, changes, policy) - held:  # what one month keeps back may leave a change in another
        held |= more
        kept = hold(workplace, lines, before.lines, {f"{month:%Y-%m}" for month in held})
        before = before.asked_of(kept.shown)
        changes = _changes(workplace, before, kept)
    return Offer(kept, _in_full(workplace, before, kept, changes), held, lines, before)


def _before(workplace: Workplace, lines: Lines, policy: Policy) -> Before | None:
    """The publication that stands, with what was last shown of months of `lines` that it does not show; None where nothing is known."""
    try:
        return publication_before(workplace, lines.shown)
    except BasisUnknown:
        if policy.restatement != "any":
            raise
        return None


def changes_of_rollback(workplace: Workplace, restored: int, rejected: int) -> pl.DataFrame | None:
    """transforms.causes.CHANGE: how showing publication `restored` again changes what `rejected` shows; None where that is not known.

    What was last shown of a month that `restored` shows and `rejected` does not, is what it is held against.
    """
    before, after = publication(workplace, restored), publication(workplace, rejected)
    if before is None or after is None:
        return None
    try:
        after = with_left(workplace, after, before.months)
    except BasisUnknown:
        return None
    changes = taken_back(_changes(workplace, before, after.lines, after))
    if all(is_of_today(workplace, number) for number in (*before.numbers, *after.numbers)):
        return changes
    shown, gone = (publication_file(workplace.home.warehouse, number) for number in (restored, rejected))
    return with_the_rest(changes, gone, benefit_figures(shown), "rolled_back")


def _in_full(workplace: Workplace, before: Before, lines: Lines, changes: pl.DataFrame) -> pl.DataFrame:
    """The changes, and what another way of counting adds to them: no month can be held back from that."""
    if all(is_of_today(workplace, number) for number in before.numbers):
        return changes
    return recounted(workplace, before.part_ids, changes, count_months(workplace, lines).benefit_month)


def _held(workplace: Workplace, before: Before, lines: Lines, changes: pl.DataFrame, policy: Policy) -> frozenset[date]:
    published = benefit_figures_told(workplace.home.current_file, lines.shown) if policy.share is not None else None
    within = _changed_within(before, lines) if policy.restatement != "any" else ()
    completeness = completeness_since(workplace, before, lines)
    held = held_back(changes, policy, max(before.months), published, within, completeness)
    return held - frozenset[date]().union(*(one.months for one in before.left if one.is_rejected))  # that was decided already


def _changed_within(before: Before, lines: Lines) -> frozenset[date]:
    apart = (changed_within(one.lines, lines) & one.months for one in before.left)
    return changed_within(before.lines, lines).union(*apart)


def completeness_since(workplace: Workplace, before: Before, lines: Lines) -> Mapping[date, tuple[Flip, ...]]:
    """The published months whose senders become complete, or are so no more, and by which files."""
    return completeness_changed(before.months_told, lines.months, lambda: _facts(workplace, before, lines))


def _facts(workplace: Workplace, before: Before, lines: Lines) -> pl.DataFrame:
    """transforms.mechanism.FACTS of the publication before and these lines; an extract period by what stood when its month was made."""
    with workplace.register() as register:
        made = register.parts()
    stands = _of_claims(made, (part.part_id for part in lines.standing))
    stood = [(shown, _of_claims(made, shown.stood)) for shown in before.shown]
    records = _records(workplace, before.number, stands ^ frozenset[str]().union(*(own for _, own in stood)))
    told = [facts_of(own, stands, shown.published_at, records).filter(pl.col("period").is_in(sorted(shown.months))) for shown, own in stood]
    return pl.concat([FACTS.to_frame(), *told])


def changes_by(workplace: Workplace, before: Before, lines: Lines, cell: Sequence[str]) -> pl.DataFrame:
    """transforms.causes.CHANGE of the cells of these columns of a line: how publishing these lines would change the figures by them."""
    return _changes(workplace, before, lines, cell=cell)


def _changes(
    workplace: Workplace, before: Before, lines: Lines, after: Before | None = None, cell: Sequence[str] = (BENEFIT_TYPE,)
) -> pl.DataFrame:
    """transforms.causes.CHANGE: how publishing these lines would change what was published last.

    `after`: the publication that counted them, where that is known; months that left it belong to it, too, and all its months are compared.
    """
    with workplace.register() as register:
        made = register.parts()
    stands = _of_claims(made, (part.part_id for part in lines.standing))
    shown_then = tuple(replace(shown, stood=_of_claims(made, shown.stood)) for shown in before.shown)
    stood = {part_id for shown in shown_then for part_id in shown.stood}
    return changes_since(
        before.lines.basis,
        lines.basis,
        shown_then=shown_then,
        shown_now=after.months if after else lines.shown,
        stands=stands,
        records=_records(workplace, before.number, stands ^ stood),
        files=Files(lambda part: files_of(workplace, part).lines, lambda part: files_of(workplace, part).findings),
        compared=after.months if after else None,
        cell=cell,
        apart_then=_apart(before),
        apart_now=_apart(after) if after else (),
    )


def _apart(one: Before) -> list[Apart]:
    return [Apart(left.lines.basis, left.months) for left in one.left]


def _of_claims(made: Mapping[str, PartRecord], part_ids: Iterable[str]) -> frozenset[str]:
    """Those of claims: participants are no cause of a figure of theirs, whether their part stands or was replaced since."""
    return frozenset(part_id for part_id in part_ids if made[part_id].contract == CLAIMS.code)


def _records(workplace: Workplace, number: int, differing: Collection[str]) -> Records:
    """What the register says now, seen from publication `number`.

    What a part was made from: of the arrivals whose part stands on one side only.
    """
    with workplace.register() as register:
        parts = register.parts()
        changed = {parts[part_id].arrival_id for part_id in differing}
        asked = (part.part_id for part in parts.values() if part.arrival_id in changed)  # those that were refused, too
        made_from = {part_id: told_of(one) for part_id in asked if (one := register.ingredients_of(part_id))}
        before = shown_before(register, number, CLAIMS.code)
        return Records(extracts_of(register, None, workplace.part_id).judged, parts, register.overlaps(), made_from, before)
