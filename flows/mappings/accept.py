"""A reviewed decision about a sender's headings becomes rows of the home's `reference/sender_headings.csv`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from flows import decisions
from flows.errors import UsageRefused
from flows.lock import only_writer
from flows.mappings.proposals import OpenProposal, plain, the_open
from flows.mappings.tables import write_table
from flows.monthly.workplace import look_at
from flows.periods import first_day
from flows.progress import current
from transforms.read.contrary_words import contrary
from transforms.read.headings import bare, load_headings
from transforms.read.masking import without_long_numbers
from transforms.read.proposals import DOUBLE, PERSONAL

WHERE = "claims mapping accept"


@dataclass(frozen=True, slots=True)
class Said:
    """Who decided, on which day, and why."""

    why: str
    by: str
    on: date

    @property
    def source(self) -> str:
        """As it stands in the table."""
        return without_long_numbers(f"{plain(self.why)} ({plain(self.by)}, {self.on})")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is taken of a proposal: what it proposes (only for the headings in `only`, if any), and what is said otherwise."""

    given: Mapping[str, str] = field(default_factory=dict)  # heading -> canonical column
    ignored: Sequence[str] = ()
    only: Sequence[str] = ()

    @property
    def named(self) -> dict[str, str]:
        """Bare heading -> canonical, '' where it is to be ignored."""
        return {bare(heading): canonical for heading, canonical in [*self.given.items(), *((heading, "") for heading in self.ignored)]}


@dataclass(frozen=True, slots=True)
class Accepted:
    """The rows that were added, and the periods to be read again."""

    rows: tuple[dict[str, str], ...]
    periods: tuple[str, ...]


def accept(home_flag: Path | None, proposal_id: str, choice: Choice, said: Said) -> Accepted:
    """Add the rows chosen to the home's table, under its lock. Raises UsageRefused, and then adds none."""
    settings, home = look_at(home_flag).settings, look_at(home_flag).home
    with only_writer(home.lock, settings.lock_wait_seconds, current().tell):
        proposal = the_open(look_at(home_flag), proposal_id)
        rows = decide(proposal, choice, said, known=load_headings(home.reference).canonical)
        path = home.reference / decisions.SENDER_HEADINGS
        write_table(path, [*decisions.rows_of(path), *rows])
    return Accepted(tuple(rows), proposal.periods)


def decide(proposal: OpenProposal, choice: Choice, said: Said, *, known: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows that this choice means. `known`: bare headings that mean something for every sender. Raises UsageRefused."""
    _refuse_other_names(proposal, choice, known)
    meanings = _chosen(proposal, choice)
    _refuse_two_for_one(proposal, meanings)
    _refuse_contrary(proposal, meanings)
    written = {bare(heading): plain(heading) for heading, _ in proposal.columns}
    return [_row(proposal, written[key], canonical, said) for key, canonical in meanings.items()]


def _chosen(proposal: OpenProposal, choice: Choice) -> dict[str, str]:
    """Bare heading -> canonical, in file order."""
    proposed = {bare(row["heading"]): row["canonical"] for row in proposal.rows if not row["why"].startswith(DOUBLE)}
    only = {bare(heading) for heading in choice.only}
    wanted = {key: canonical for key, canonical in proposed.items() if key in only or not only} | choice.named
    blank = [
        row["heading"] for row in proposal.rows if bare(row["heading"]) in wanted.keys() - choice.named.keys() and not row["canonical"]
    ]
    if blank:
        fix = 'say for each what it means with --set "HEADING=column" or --ignore "HEADING", or take only some with --only "HEADING"'
        if any(row["why"] == PERSONAL for row in proposal.rows if row["heading"] in blank):
            fix += f"; where it is shown as a shape, {PERSONAL}"
        raise UsageRefused(f"nothing is proposed for: {', '.join(blank)}", WHERE, fix)
    return wanted


def _refuse_other_names(proposal: OpenProposal, choice: Choice, known: Mapping[str, str]) -> None:
    unknown = sorted(set(choice.given.values()) - decisions.canonical_columns())
    if unknown:
        raise UsageRefused(
            f"no such column: {', '.join(unknown)}", WHERE, f"choose among: {', '.join(sorted(decisions.canonical_columns()))}"
        )
    names = [*choice.given, *choice.ignored, *choice.only]
    there = {bare(heading) for heading, _ in proposal.columns}
    private = {bare(row["heading"]) for row in proposal.rows if row["why"] == PERSONAL}
    strange = [plain(name) for name in names if bare(name) not in there or bare(name) in private]
    if strange:
        headings = ", ".join(row["heading"] for row in proposal.rows)
        raise UsageRefused(
            f"the extract has no such heading to decide about: {', '.join(map(without_long_numbers, strange))}",
            WHERE,
            f"name one of: {headings}",
        )
    doubles = {bare(row["heading"]) for row in proposal.rows if row["why"].startswith(DOUBLE)}
    mapped = [plain(name) for name in names if bare(name) in known and bare(name) not in doubles]
    if mapped:
        fix = "leave them out; what one sender alone means by a known heading is a row of reference/sender_headings.csv written by hand"
        raise UsageRefused(f"already mapped: {', '.join(mapped)}", WHERE, fix)
    twice = [plain(name) for name, count in Counter(map(bare, [*choice.given, *choice.ignored])).items() if count > 1]
    if twice:
        raise UsageRefused(f"named twice: {', '.join(twice)}", WHERE, "name each heading once, with --set or with --ignore")


def _refuse_two_for_one(proposal: OpenProposal, meanings: Mapping[str, str]) -> None:
    means = [(plain(heading), meanings.get(bare(heading), canonical)) for heading, canonical in proposal.columns]
    counts = Counter(canonical for _, canonical in means if canonical)
    for canonical, count in counts.items():
        if count > 1:
            headings = " and ".join(heading for heading, other in means if other == canonical)
            raise UsageRefused(
                f"{headings} would both be {canonical}", WHERE, "one column of an extract is one column of the contract: ignore the other"
            )


def _refuse_contrary(proposal: OpenProposal, meanings: Mapping[str, str]) -> None:
    """A heading that says another unit, or that nothing was paid, is not the amount paid nor the day."""
    for heading, _ in proposal.columns:
        canonical = meanings.get(bare(heading), "")
        words, fix = contrary([heading], canonical)
        if words:
            raise UsageRefused(f"{plain(heading)} cannot be {canonical}: it says {words}", WHERE, fix)


def _row(proposal: OpenProposal, heading: str, canonical: str, said: Said) -> dict[str, str]:
    return {
        "sender_code": proposal.sender_code,
        "heading": heading,
        "canonical": canonical,
        "kind": "column" if canonical else "ignored",
        "valid_from": f"{first_day(proposal.period)}",
        "valid_to": "",
        "source": said.source,
    }
