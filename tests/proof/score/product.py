"""What the product tells of a month: its own steps, one after the other as `claims run` takes them, without Prefect around them."""

import re
import shutil
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

from expectations import no_rows
from expectations.check import GateClosed
from flows.errors import ClaimsError
from flows.home import Home
from flows.monthly.basis import record_of
from flows.monthly.candidate import make_candidate
from flows.monthly.gate import Gate, Passed, Steps
from flows.monthly.intake import take_arrivals
from flows.monthly.months import count_months, resolve_lines
from flows.monthly.outcome import Done, report_of
from flows.monthly.parts import unmade
from flows.monthly.policy import policy_of
from flows.monthly.publication import remember_standing
from flows.monthly.refusals import Refused
from flows.monthly.report import RunReport
from flows.monthly.restated import offer
from flows.monthly.standstill import standstill
from flows.monthly.survey import Survey, survey
from flows.monthly.workers import make_all
from flows.monthly.workplace import Workplace, open_workplace
from flows.settings import read_settings
from transforms.judge.rules import CLAIM_RULES
from transforms.ledger import Ledger
from warehouse.publish import publish
from warehouse.register.copy import copy_register

# Notices that sound months have, too (lines that cross from one extract into another): they count from this share of the month's lines on.
NOTICES = re.compile(
    r"^(\d+) (?:(?P<superseded>lines? (?:was|were) superseded)|(?P<lost>adjustments? leads? to no)"
    r"|(?P<unlinked>reversals? or corrections? names? no))"
)
NOTICED_FROM = 0.01
PERIOD = re.compile(r"\b20\d\d-\d\d\b")
EVERY_CELL = 100_000  # every month that a finding is about, not the first few
ERRORS = frozenset(rule.code for rule in CLAIM_RULES.rules if rule.severity == "error")


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """One thing that was said: of which month ('' where of none), how hard, and what."""

    period: str
    force: str  # blocked | quarantined | warned
    what: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Months judged. `notices`: running counts of what sound months have, too."""

    said: frozenset[Said]
    notices: dict[str, int]
    figures: str = ""  # hash of the figures that would be shown


def take_in(root: Path, periods: Sequence[str]) -> None:
    """Take in what lies in `landing` for these periods, and make its parts."""
    Home(read_settings(root).home).prepare()
    workplace = open_workplace(root)
    take_arrivals(workplace)
    while missing := unmade(workplace, survey(workplace, periods).periods):
        make_all(workplace, missing)


def judge(root: Path, periods: Sequence[str], before: Mapping[str, int], *, publishes: bool) -> Judged:
    """Take in what lies in `landing`, clean, count, build the candidate and check it; make it what stands where it `publishes`."""
    settings = read_settings(root)
    Home(settings.home).prepare()
    workplace = open_workplace(root)
    intake = take_arrivals(workplace)
    made: list[str] = []
    while missing := unmade(workplace, survey(workplace, periods).periods):
        made += [record.part_id for record in make_all(workplace, missing) if record.outcome == "clean"]
    seen, lines = survey(workplace, periods), None
    build = patch.object(no_rows, "CELLS_SHOWN", EVERY_CELL)(
        partial(make_candidate, is_plan=not publishes)
    )  # no pages of what is not published
    steps = Steps(resolve_lines, offer, count_months, build, list)
    try:
        while lines is None:
            if (report := standstill(workplace, seen, periods, intake, restate=True)) is not None:
                return _judged(report, workplace, _asked(seen, periods), before)
            lines = resolve_lines(workplace, seen.extracts)
            seen = survey(workplace, periods)
        passed = Gate(workplace, steps, policy_of(settings, restate=True), "run").passed(seen, lines)
    except (GateClosed, ClaimsError) as closed:
        return Judged(frozenset({*_refused(seen.extracts.refused), *_stopped(closed), *_set_aside(workplace, _asked(seen, periods))}), {})
    if publishes:
        _publish(workplace, passed)
    done = Done(passed.seen, intake, made, passed.months, passed.sealed, passed.left_out)
    judged = _judged(report_of(workplace, done, periods), workplace, _asked(seen, periods), before)
    return replace(judged, said=judged.said | _failed(passed), figures=passed.sealed.content_hash)


def _asked(seen: Survey, periods: Collection[str]) -> list[str]:
    """The parts of these periods that stand."""
    return [one.part_id for one in seen.extracts.standing if one.arrival.period in periods]


def _publish(workplace: Workplace, passed: Passed) -> None:
    """Make it what stands, without the public file, which no check looks at."""
    number = passed.sealed.number
    with workplace.register() as register:
        register.keep_left_out(number, passed.left_out)
        register.keep_basis(record_of(number, passed.offered.lines, workplace.conditions_id, passed.seen.inputs_id))
        register.keep_condition(workplace.condition)
    publish(workplace.home.warehouse, passed.sealed.folder, number)
    remember_standing(workplace)


def beside(home: Path, root: Path) -> Path:
    """A home that has the same past, and an empty landing zone: what is judged there leaves no trace in `home`."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(mode=0o700, parents=True)
    for name in ("reference", "pseudonym.key"):
        (root / name).symlink_to((home / name).resolve())
    for name in ("vault", "clean", "clean/months", "quarantine"):  # each entry by itself: what is new stays there
        (root / name).mkdir(mode=0o700)
        for entry in (home / name).iterdir() if (home / name).is_dir() else ():
            if entry.name not in (".work", "months"):
                (root / name / entry.name).symlink_to(entry.resolve())
    (root / "register").mkdir()
    copy_register(Home(home).register, Home(root).register)
    (root / "warehouse" / "publications").mkdir(parents=True)
    current = home / "warehouse" / "current"
    if current.exists():
        number = current.readlink().name
        (root / "warehouse" / "publications" / number).symlink_to((home / "warehouse" / "publications" / number).resolve())
        (root / "warehouse" / "current").symlink_to(Path("publications") / number)
    return root


def forget(home: Path, period: str, senders: Collection[str]) -> None:
    """Have the register not know what these senders delivered for the period."""
    with closing(sqlite3.connect(Home(home).register)) as register:
        for sender in senders:
            found = "select arrival_id from arrival where period = ? and sender_code = ?"
            register.execute(f"delete from part where arrival_id in ({found})", (period, sender))
            register.execute("delete from arrival where period = ? and sender_code = ?", (period, sender))
        register.commit()


def _judged(report: RunReport, workplace: Workplace, parts_of: Sequence[str], before: Mapping[str, int]) -> Judged:
    refused = {Said(one.period, "blocked", f"refused {one.code}") for one in report.refusals}
    left = {Said(one.period, "blocked", f"left out: {one.what}") for one in report.left_out}
    misplaced = {Said("", "blocked", "misplaced") for _ in report.misplaced}
    notices = {str(match.lastgroup): int(match[1]) for one in report.warnings if (match := NOTICES.match(one))}
    lines = max(1_000, sum(ledger.lines for _, ledger in _ledgers(workplace, parts_of)))
    noticed = {Said("", "warned", name) for name, count in notices.items() if count - before.get(name, 0) > NOTICED_FROM * lines}
    others = {_warned(one) for one in report.warnings if not NOTICES.match(one) and " (found " not in one}
    return Judged(frozenset({*refused, *left, *misplaced, *noticed, *others, *_set_aside(workplace, parts_of)}), notices)


def _refused(refused: Sequence[Refused]) -> set[Said]:
    return {Said(one.refusal.period, "blocked", f"refused {one.refusal.code}") for one in refused}


def _stopped(closed: Exception) -> set[Said]:
    findings = closed.findings if isinstance(closed, GateClosed) else ()
    named = {Said("", "blocked", f"closed: {one.suite}: {one.expectation}({one.column or ''})") for one in findings}
    return named or {Said("", "blocked", type(closed).__name__)}


def _warned(warning: str) -> Said:
    """The warning without its figures, dates and names of files."""
    told = PERIOD.search(warning)
    return Said(told[0] if told else "", "warned", re.sub(r"[\w.-]*\d[\w.,-]*", "#", warning)[:110])


def _failed(passed: Passed) -> set[Said]:
    failed = [one for one in passed.sealed.findings if not one.passed]
    return {
        Said(period, "warned", f"{one.suite}: {one.expectation}({one.column or ''})")
        for one in failed
        for period in dict.fromkeys(PERIOD.findall(one.observed or "")) or [""]
    }


def _set_aside(workplace: Workplace, parts_of: Sequence[str]) -> set[Said]:
    return {
        Said(period, "quarantined", f"set aside {code}")
        for period, ledger in _ledgers(workplace, parts_of)
        for code in ERRORS & ledger.codes.keys()
    }


def _ledgers(workplace: Workplace, parts_of: Sequence[str]) -> list[tuple[str, Ledger]]:
    with workplace.register() as register:
        parts = register.parts()
        periods = {one.arrival_id: one.period for one in register.arrivals()}
    return [(periods[parts[one].arrival_id], Ledger.from_json(parts[one].ledger)) for one in parts_of]
