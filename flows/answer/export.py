"""The answer to a sender: for each extract of a period, what is to be put right, in a workbook made from the vault."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from flows.answer.destination import accepted_folder, answer_name, private_file
from flows.answer.errors import WorkbookUnmarkable
from flows.answer.found import Asked, across_extracts, asked_about, findings_of
from flows.answer.lines import write_lines
from flows.answer.wording import WORDINGS, Wording
from flows.answer.workbook import mark_workbook
from flows.errors import UsageRefused
from flows.home import PRIVATE, Home
from flows.lock import only_writer
from flows.monthly.parts import vaulted, vocabulary_of
from flows.monthly.workplace import Workplace, open_workplace
from flows.progress import current
from flows.settings import read_settings
from transforms.errors import ExtractRefused
from warehouse.register.records import Arrival


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one extract: the answer written and how much it says, or why there is none."""

    file: str  # masked
    answer: Path | None
    remarks: int
    without_place: int  # remarks that could be tied to no cell; they stand on the index sheet
    note: str
    has_failed: bool = False


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every answer of one export has in common."""

    workplace: Workplace
    folder: Path
    workspace: Path
    wording: Wording
    across: pl.DataFrame  # OF_PART


def export(home_flag: Path | None, sender: str, period: date, folder: Path, language: str) -> list[Answer]:
    """Answer a sender about a period: a file for each extract with findings, put into `folder`. Nothing else is changed.

    Held as a run is: the scratch folder is shared with it, and what stands must not change meanwhile.
    """
    settings = read_settings(home_flag)
    home = Home(settings.home.absolute())
    folder = accepted_folder(folder, home.root, settings.landing_url)
    home.prepare()
    with only_writer(home.lock, settings.lock_wait_seconds, current().tell), _scratch(home) as workspace:
        workplace = open_workplace(home_flag)
        asked = asked_about(workplace, sender, f"{period:%Y-%m}")
        if not asked:
            what = f"no extract of {sender} for {period:%Y-%m} has been taken in, or all were withdrawn"
            raise UsageRefused(what, "the register", "see what has come with: claims status; new files are taken in by: claims run")
        desk = _Desk(workplace, folder, workspace, WORDINGS[language], across_extracts(workplace, asked))
        taken: set[str] = set()
        return [_answer(desk, one, taken) for one in asked]


@contextmanager
def _scratch(home: Home) -> Iterator[Path]:
    workspace = home.workspace / "answer"
    workspace.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
    try:
        yield workspace
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


def _answer(desk: _Desk, asked: Asked, taken: set[str]) -> Answer:
    """The answer about one extract. One that cannot be given is told; the others go on."""
    arrival = asked.extract.arrival
    if not asked.has_lines:
        return _none(arrival.file_name, f"refused as a whole, so no line was judged: {asked.refusal}")
    try:
        found = findings_of(desk.workplace, asked, desk.across, desk.workspace, desk.wording.sentence)
    except ExtractRefused as refused:
        return _none(arrival.file_name, f"{refused.code}: {refused.what}")
    if found is None:
        return _none(arrival.file_name, "not read yet: it is by the next claims run")
    if found.is_empty():
        return _none(arrival.file_name, asked.refusal or "nothing to put right")
    name = answer_name(arrival, taken)
    taken.add(name)
    try:
        with private_file(desk.folder, name) as unfinished:
            without_place, note = _write(desk, arrival, found, unfinished)
    except (WorkbookUnmarkable, ExtractRefused) as unmarkable:  # the latter where headings were taken away since it was read
        return replace(_none(arrival.file_name, f"{unmarkable.what}; {unmarkable.fix}"), has_failed=True)
    return Answer(arrival.file_name, desk.folder / name, found.height, without_place, "; ".join(filter(None, (asked.refusal, note))))


def _none(file_name: str, note: str) -> Answer:
    return Answer(file_name, None, 0, 0, note)


def _write(desk: _Desk, arrival: Arrival, found: pl.DataFrame, target: Path) -> tuple[int, str]:
    """Write one answer, read as it was decided for its sender; returns how many remarks have no place, and what else is to be known."""
    source = vaulted(desk.workplace, arrival)
    decided = desk.workplace.decisions.of(arrival.sender_code, arrival.period)
    headings = vocabulary_of(desk.workplace.home.reference, desk.workplace.fingerprint).headings.overlaid(decided.headings)
    if source.file_format == "xlsx":
        with target.open("wb") as stream:
            told = mark_workbook(source, found, headings, desk.workspace, desk.wording, stream)
        few = f"{told.notes} of {told.cells} coloured cells have a note; the index has all" if told.notes < told.cells else ""
        return told.without_place, few
    write_lines(source, found, headings, desk.workspace, desk.wording, target)
    return 0, ""
