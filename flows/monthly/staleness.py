"""Which extracts have to be made (again), and why: what each was made from is compared with what it would be made from now."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flows.arrivals.standing import Extract
from flows.monthly.ingredients import CODE, CORRECTIONS, DIALECT, HEADINGS, KEY, LIMIT, TABLES, made_from
from flows.monthly.parts import unmade
from flows.monthly.workplace import Workplace
from warehouse.register.records import Arrival, Ingredients, PartRecord
from warehouse.register.store import Register

SENTENCES = {
    "new": "it has not been read yet",
    "replaced": "it takes the place of an extract under the same name: its bytes or its manifest are new",
    "files_gone": "its part was made, but the files of it are gone",
    "unknown": "it was made before ingredients were recorded",
    "unfinished": "a run was ended while it was being made",
    "headings": "its sender's own headings have changed",
    "dialect": "what is decided about its sender's way of writing has changed",
    "corrections": "the corrections by hand of it have changed",
    "code": "the code that makes parts, or an engine of it, has changed",
    "key": "the pseudonym key is another one",
    "limit": "the setting quarantine_share_limit was {then} and is {now}",
    "tables": "reference tables that count for every extract have changed: {tables}",
    "words": "words that it holds mean something else now ({count}, by {tables})",
}
PLAIN = (HEADINGS, DIALECT, CORRECTIONS, CODE, KEY)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an extract is to be made: a code, and a sentence about the extract."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Stale:
    """An extract that is to be made, and every reason for it."""

    extract: Extract
    reasons: tuple[Reason, ...]

    def to_dict(self) -> dict[str, object]:
        """For `--dry-run` and JSON. The name is masked."""
        arrival = self.extract.arrival
        return {
            "period": arrival.period,
            "sender": arrival.sender_code,
            "file": arrival.file_name,
            "reasons": [reason.code for reason in self.reasons],
            "why": why(self.reasons),
        }


def why(reasons: Iterable[Reason]) -> str:
    """All reasons in one line."""
    return "; ".join(reason.sentence for reason in reasons)


def stale(workplace: Workplace, periods: Collection[str] | None) -> tuple[Stale, ...]:
    """The standing extracts of these periods (None: of all) that are to be made, in the order of arrival, with the reasons."""
    extracts = sorted(unmade(workplace, periods), key=lambda one: one.arrival.arrival_id)
    if not extracts:
        return ()
    with workplace.register() as register:
        last = {part.arrival_id: part for part in register.parts().values()}
        read = _names_read(register.arrivals(), last)
    return tuple(Stale(one, _reasons(workplace, one, last.get(one.arrival.arrival_id), read)) for one in extracts)


def reasons_of(workplace: Workplace, extract: Extract, former: str) -> tuple[Reason, ...]:
    """Why an extract is to be made that has been made before, as the part `former`."""
    if extract.part_id == former:
        return (_reason("files_gone"),)
    with workplace.register() as register:
        then = register.ingredients_of(former)
        found = [_reason("unknown")] if then is None else list(_changes(workplace, register, extract.arrival, then))
    return tuple(found or [_reason("unfinished")])


def _reasons(workplace: Workplace, extract: Extract, former: PartRecord | None, read: Collection[tuple[str, ...]]) -> tuple[Reason, ...]:
    if former is not None:
        return reasons_of(workplace, extract, former.part_id)
    return (_reason("replaced" if _name(extract.arrival) in read else "new"),)


def _names_read(arrivals: Iterable[Arrival], last: Mapping[int, PartRecord]) -> set[tuple[str, ...]]:
    """The names under which something was read before."""
    return {_name(one) for one in arrivals if one.arrival_id in last}


def _name(arrival: Arrival) -> tuple[str, ...]:
    return arrival.period, arrival.sender_code, arrival.name_id


def _changes(workplace: Workplace, register: Register, arrival: Arrival, then: Ingredients) -> Iterator[Reason]:
    """What is not as it was. Words are looked at whatever else has changed: each reason alone would be enough."""
    before, now = json.loads(then.made_from), made_from(workplace, arrival)
    yield from (_reason(name) for name in PLAIN if before[name] != now[name])
    if before[LIMIT] != now[LIMIT]:
        yield _reason(LIMIT, then=before[LIMIT], now=now[LIMIT])
    if before[TABLES] != now[TABLES]:
        was = json.loads(register.tables_then(before[TABLES])).get("tables", {})
        yield _reason(TABLES, tables=_other(was, workplace.release.tables))
    if words := workplace.traces.changed_words(then.words_id, then.met_id):
        tables = json.loads(register.tables_then(then.words_id)).get("tables", {})
        yield _reason("words", count=str(words), tables=_other(tables, workplace.release.words))


def _other(was: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The names of the tables that differ: those of the home as `reference/aliases.csv`, shipped ones as `tables/aliases.csv`."""
    return ", ".join(sorted(name for name in {*was, *now} if was.get(name) != now.get(name)))


def _reason(code: str, **facts: str) -> Reason:
    return Reason(code, SENTENCES[code].format(**facts))
