"""What the manual corrections did in the extracts that stand, told from the ledgers of their parts; and whether that stops the run."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flows.correction_record import CorrectionRecord, CorrectionRefused
from flows.errors import ClaimsError
from flows.monthly.survey import Survey
from flows.monthly.workplace import Workplace
from flows.wording import number_of
from transforms.decisions import ALREADY, DONE
from warehouse.register.records import Arrival, PartRecord

Reasons = dict[str, list[tuple[str, str, str]]]  # by period: what, where, fix


class CorrectionStopped(ClaimsError):
    """A correction does something else than it was made for; nothing is published until it, or the source, is put right."""

    exit_code = 12

    def __init__(self, record: CorrectionRecord, what: str, fix: str) -> None:
        self.told = f"{record.told}: {what}"
        super().__init__(
            f"{self.told}; nothing was published, the last publication stands",
            f"register/corrections/{record.correction.correction_id}.yaml",
            fix,
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """What one record came to. `lines`: those it matched and may touch; `waits_for`: why it matches none yet."""

    record: CorrectionRecord
    lines: int
    by_effect: Mapping[str, int] = field(default_factory=dict)
    waits_for: str = ""

    @property
    def problems(self) -> dict[str, int]:
        """Lines about which it cannot be acted upon."""
        return {effect: lines for effect, lines in self.by_effect.items() if effect not in DONE}

    @property
    def is_repaired(self) -> bool:
        """The source says by itself what the correction says."""
        return ALREADY in self.by_effect


def effects(workplace: Workplace, seen: Survey) -> list[Effect]:
    """What every record came to; those of periods that were not looked at, and of extracts still to be read, are left out."""
    records = workplace.decisions.corrections
    if not records:
        return []
    with workplace.register() as register:
        arrivals, parts = register.arrivals(), register.parts()
    found = (_effect(record, seen, arrivals, parts) for record in records)
    return [effect for effect in found if effect is not None]


def refuse_unknown_codes(records: Iterable[CorrectionRecord]) -> None:
    """Raise CorrectionRefused for an approval of a code that no rule has, or that sets nothing aside. It needs the rules, and so Polars."""
    from transforms.judge.rules import BIT, ERRORS

    for record in records:
        unknown = [code for code in record.correction.approve if not BIT.get(code, 0) & ERRORS]
        if unknown:
            raise CorrectionRefused(f"{record.correction.correction_id}.yaml", f"no line is set aside by the code {', '.join(unknown)}")


def refuse_stopped(found: Iterable[Effect]) -> None:
    """Raise CorrectionStopped for a record that touches another number of lines than it must, or that cannot be acted upon."""
    for _, error in stopped(found):
        raise error


def stopped(found: Iterable[Effect]) -> Iterator[tuple[str, CorrectionStopped]]:
    """The records that do something else than they were made for, each with its period."""
    for effect in found:
        if effect.problems:
            told = ", ".join(f"{number_of(lines, 'line')}: {problem}" for problem, lines in sorted(effect.problems.items()))
            yield (
                effect.record.period,
                CorrectionStopped(effect.record, told, "look at these lines in the extract, and correct or withdraw the record"),
            )
        elif not effect.waits_for and effect.lines != effect.record.rows:
            what = f"it must touch {number_of(effect.record.rows, 'line')}, it touches {effect.lines}"
            fix = "make `match` and `rows` fit the extracts that stand now, or take the record away"
            yield effect.record.period, CorrectionStopped(effect.record, what, fix)


def stopped_periods(found: Iterable[Effect]) -> Reasons:
    """The periods of those records, and why none of them can be published with its newest extracts."""
    reasons: Reasons = {}
    for period, error in stopped(found):
        reasons.setdefault(period, []).append((error.told, error.where, error.fix))
    return reasons


def told(found: Iterable[Effect], left_out: Collection[str] = ()) -> tuple[str, ...]:
    """What a run report has to say of them: those that wait, and those that can go. Of periods `left_out` it says why they are."""
    return tuple(sentence for effect in found if effect.record.period not in left_out and (sentence := _told(effect)))


def _told(effect: Effect) -> str:
    if effect.waits_for:
        return f"{effect.record.told} waits: {effect.waits_for}"
    if effect.is_repaired:
        lines = effect.by_effect[ALREADY]
        which = "this" if lines == sum(effect.by_effect.values()) else f"{lines} of its {sum(effect.by_effect.values())} lines"
        return f"{effect.record.told}: the source has repaired {which}; the correction can go{'' if which == 'this' else ' for these'}"
    return ""


def _effect(record: CorrectionRecord, seen: Survey, arrivals: Sequence[Arrival], parts: Mapping[str, PartRecord]) -> Effect | None:
    own = [one for one in arrivals if _is_about(record, one)]
    if not own:
        return Effect(record, 0, waits_for="no such extract has come yet")
    if record.period not in seen.periods:
        return None
    standing = [one for one in seen.extracts.standing if _is_about(record, one.arrival)]
    if any(one.part_id not in parts for one in standing):
        return None
    ledgers = [json.loads(parts[one.part_id].ledger) for one in standing]
    name = record.correction.correction_id
    by_effect = summed(ledger.get("corrections", {}).get(name, {}) for ledger in ledgers)
    has_unusable = not standing or any(_is_about(record, one.extract.arrival) for one in seen.extracts.refused)
    waits_for = "no extract that it is about can be used" if has_unusable and not by_effect else ""
    return Effect(record, lines_matched(ledger.get("corrected_lines", {}).get(name, []) for ledger in ledgers), by_effect, waits_for)


def _is_about(record: CorrectionRecord, arrival: Arrival) -> bool:
    return record.is_about(arrival.sender_code, arrival.period, arrival.file_name, arrival.sha256)


def summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Lines by effect, over extracts."""
    summed: dict[str, int] = {}
    for count in counts:
        for effect, lines in count.items():
            summed[effect] = summed.get(effect, 0) + lines
    return summed


def lines_matched(matched: Iterable[Sequence[int | None]]) -> int:
    """Lines matched, from the keys by extract: one whose key an earlier extract had is the same line again."""
    seen: set[int | None] = set()
    lines = 0
    for keys in matched:
        lines += sum(key is None or key not in seen for key in keys)
        seen |= set(keys)
    return lines
