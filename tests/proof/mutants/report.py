"""docs/mutants.md: the scores as tables."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.proof.mutants.equivalents import why_equivalent
from tests.proof.mutants.sample import weighted, wilson
from tests.proof.mutants.sites import LEFT_OUT, Mutant

SURVIVED, EQUIVALENT, KILLED = "survived", "equivalent", ("failed", "does not import", "timed out", "crashed")
TARGET = 0.85
ACCOUNTING = (
    "Its own operators (tests/accounting/mutants.py), every site, against checks worked out by hand: found by law 2 itself (unbalanced), "
    "or by another figure or a crash (failed). The harmless ones are listed with reasons in tests/accounting/test_mutants.py."
)


@dataclass(frozen=True)
class Row:
    """A module's figures."""

    module: str
    made: int
    fates: Counter[str]

    @property
    def killed(self) -> int:
        return sum(self.fates[how] for how in KILLED)

    @property
    def judged(self) -> int:
        """Tried, without those that change nothing."""
        return self.killed + self.fates[SURVIVED]


def rows(made: Counter[str], tried: Iterable[Mutant], said: Mapping[str, Mapping[str, Any]]) -> list[Row]:
    """Each module's mutants that were tried, by what became of them."""
    fates: dict[str, Counter[str]] = {}
    for one in tried:
        fates.setdefault(one.module, Counter())[fate_of(one, said)] += 1
    return [Row(module, made[module], counts) for module, counts in sorted(fates.items())]


def fate_of(mutant: Mutant, said: Mapping[str, Mapping[str, Any]]) -> str:
    how = str(said[mutant.key]["fate"])
    return EQUIVALENT if how == SURVIVED and why_equivalent(mutant) else how


def score(of_modules: list[Row]) -> tuple[float, float, float]:
    """The share that is killed, and between what it lies with 95 % confidence."""
    share, size = weighted((row.made, row.killed, row.judged) for row in of_modules)
    return share, *wilson(share * size, size)


@dataclass(frozen=True)
class Outcome:
    """Everything that the page tells."""

    how: str
    rows: list[Row]
    left_out: Mapping[str, int]
    alive: list[Mutant]
    same: list[Mutant]
    accounting: Mapping[str, Mapping[str, int]]


def page(told: Outcome) -> str:
    """The page, whole."""
    parts = (
        ["# Mutants: are the tests sharp?", "", told.how, "", _in_short(told.rows), "", *_table(told.rows)],
        ["## The accounting", "", ACCOUNTING, "", *_accounting(told.accounting)],
        ["## Left out by rule", "", *(f"- {told.left_out[name]} ({name}): {why}" for name, why in LEFT_OUT.items())],
        ["## Survivors", "", *([f"- `{_plain(one)}`" for one in told.alive] or ["None."])],
        ["## Equivalent", "", *([f"- `{_plain(one)}`: {why_equivalent(one)}" for one in told.same] or ["None."])],
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _in_short(of_modules: list[Row]) -> str:
    share, low, high = score(of_modules)
    made, tried = sum(row.made for row in of_modules), sum(row.fates.total() for row in of_modules)
    what = "All were tried" if tried == made else f"A sample of {tried:,} was tried, drawn by seed, some of each module"
    certain = f"95 % confidence: {_percent(low)} to {_percent(high)}; the target is {TARGET:.0%}"
    unjudged = tried - sum(row.judged + row.fates[EQUIVALENT] for row in of_modules)
    rest = f" {unjudged} left no test to be run and are not counted." if unjudged else ""
    return (
        f"{made:,} mutants can be made of the modules below. {what}: **{_percent(share)} are killed** ({certain}). "
        "A module counts by the mutants that can be made of it; equivalent ones are taken out." + rest
    )


def _table(of_modules: list[Row]) -> list[str]:
    heads = ("module", "mutants", "tried", "killed", "of these timed out", "survived", "equivalent", "score")
    whole = Row("**all**", sum(row.made for row in of_modules), sum((row.fates for row in of_modules), Counter[str]()))
    return [*_heads(heads), *map(_row, of_modules), _row(whole, score(of_modules)[0])]


def _heads(heads: Iterable[str]) -> list[str]:
    names = list(heads)
    return [f"| {' | '.join(names)} |", f"|---{'|--:' * (len(names) - 1)}|"]


def _row(row: Row, share: float | None = None) -> str:
    own = row.killed / row.judged if row.judged else None
    counts = (row.made, row.fates.total(), row.killed, row.fates["timed out"], row.fates[SURVIVED], row.fates[EQUIVALENT])
    return f"| {row.module.removeprefix('transforms/')} | {' | '.join(map(str, counts))} | {_percent(own if share is None else share)} |"


def _accounting(of_modules: Mapping[str, Mapping[str, int]]) -> list[str]:
    whole = sum((Counter(counts) for counts in of_modules.values()), Counter[str]())
    lines = [_accounted(module, Counter(counts)) for module, counts in of_modules.items()]
    return [*_heads(("module", "mutants", "unbalanced", "failed", "survived", "equivalent", "score")), *lines, _accounted("**all**", whole)]


def _accounted(module: str, counts: Counter[str]) -> str:
    found = counts["unbalanced"] + counts["failed"]
    shown = (counts.total(), counts["unbalanced"], counts["failed"], counts[SURVIVED], counts[EQUIVALENT])
    return f"| {module} | {' | '.join(map(str, shown))} | {_percent(found / (found + counts[SURVIVED]))} |"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _plain(mutant: Mutant) -> str:
    return " ".join(str(mutant).replace("`", "'").split())
