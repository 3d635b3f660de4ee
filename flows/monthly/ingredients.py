"""What a part is made from, field by field, as it is recorded with the part: staleness is told from it."""

import hashlib
import json
from dataclasses import dataclass

from flows.arrivals.standing import Extract
from flows.monthly.traces import met_id, packed
from flows.monthly.workplace import Workplace
from transforms.vocabulary.met import Met
from warehouse.register.records import Arrival, Ingredients
from warehouse.register.store import Register

HEADINGS, DIALECT, CORRECTIONS, KEY, CODE, TABLES, LIMIT = "headings", "dialect", "corrections", "key", "code", "tables", "limit"


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a part was made from, besides the bytes; an id that was not kept is None, and differs from any that was."""

    decisions_id: str | None = None
    code_id: str | None = None
    tables_id: str | None = None
    setting: str | None = None


def made_from(workplace: Workplace, arrival: Arrival) -> dict[str, str]:
    """Everything but the extract and the tables of words, by name: digests, and the share of lines that may be set aside."""
    decided = workplace.decided_about(arrival)
    return {
        HEADINGS: _digest(dict(decided.headings)),
        DIALECT: _digest(repr(decided.dialect)),
        CORRECTIONS: _digest([repr(one) for one in decided.corrections]),
        KEY: workplace.traces.key_id,
        CODE: workplace.release.code,
        TABLES: workplace.release.tables_id,
        LIMIT: str(workplace.settings.quarantine_share_limit),
    }


def told_of(found: Ingredients) -> MadeFrom:
    """The same as causes of changed figures are told from it: decisions, code, tables, setting."""
    said = json.loads(found.made_from)
    return MadeFrom(
        decisions_id=_digest([said[name] for name in (HEADINGS, DIALECT, CORRECTIONS)]),
        code_id=said[CODE],
        tables_id=_digest([said[TABLES], found.words_id]),
        setting=said[LIMIT],
    )


def reads_alike(workplace: Workplace, found: Ingredients) -> bool:
    """Whether the same bytes and decisions give this part here: the same code, tables and key, and its words mean what they meant."""
    said = json.loads(found.made_from)
    here = {KEY: workplace.traces.key_id, CODE: workplace.release.code, TABLES: workplace.release.tables_id}
    is_same = all(said[name] == mine for name, mine in here.items())
    return is_same and workplace.traces.changed_words(found.words_id, found.met_id) == 0


def keep_ingredients(register: Register, workplace: Workplace, extract: Extract, met: Met) -> None:
    """Record what the part of this extract is made from, and which words it met."""
    traces, words = workplace.traces, met.ids(workplace.key.secret)
    if traces.entries is None:  # a table became unreadable while the part was made: it is made again
        return
    kept = packed(words)
    found = Ingredients(
        extract.part_id,
        workplace.base_id(extract.arrival),
        json.dumps(made_from(workplace, extract.arrival)),
        traces.words_id,
        met_id(kept),
    )
    register.keep_ingredients(found, kept, traces.tables_now)


def _digest(said: object) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
