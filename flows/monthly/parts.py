"""Parts: one extract becomes clean lines, findings and a ledger, once per fingerprint."""

import json
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import polars as pl

from flows.arrivals.landing import ALONE
from flows.arrivals.standing import Extract
from flows.arrivals.vault import verified
from flows.errors import NO_SPACE, DiskFull
from flows.mappings.proposals import remembered
from flows.monthly.extracts import extracts_of
from flows.monthly.ingredients import keep_ingredients
from flows.monthly.workplace import Workplace
from flows.periods import first_day
from transforms.decisions import Correction, Decisions
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger
from transforms.manifest import Manifest, ManifestRefused, read_manifest
from transforms.part import clean_extract, clean_nothing
from transforms.read.shapes import ExtractFile
from transforms.vocabulary.load import load
from transforms.vocabulary.met import Met
from transforms.vocabulary.shapes import Vocabulary
from warehouse.register.records import Arrival, PartRecord

NO_LINES = "EX01"
NO_LIMIT = 1.0  # of the share of lines set aside
DEADLY = "open the file, see whether it is whole, and send it again; a very large one needs more memory than there was"


@dataclass(frozen=True, slots=True)
class PartFiles:
    """Where the part of an extract lies."""

    lines: Path
    findings: Path

    @property
    def exist(self) -> bool:
        """Whether both are in place."""
        return self.lines.exists() and self.findings.exists()


def files_of(workplace: Workplace, part_id: str) -> PartFiles:
    """The files of this part, made or not."""
    return PartFiles(workplace.home.clean / f"{part_id}.parquet", workplace.home.quarantine / f"{part_id}.parquet")


def unmade(workplace: Workplace, periods: Collection[str] | None) -> list[Extract]:
    """The standing extracts of these periods (None: of all) whose part has never been made, or whose files are gone.

    And those that contradict each other: their lines are looked at in each run.
    """
    with workplace.register() as register:
        made = register.parts()
        extracts = extracts_of(register, periods, workplace.part_id)
    looked_at = (*extracts.standing, *extracts.contested)
    return [extract for extract in looked_at if extract.part_id not in made or not files_of(workplace, extract.part_id).exist]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of an extract, its files in place; still to be recorded, with the words it met."""

    record: PartRecord
    met: Met


def make_part(workplace: Workplace, extract: Extract) -> PartRecord:
    """Clean one extract and record its part; an unusable one is recorded as refused, with the reason."""
    return keep(workplace, extract, made_part(workplace, extract))


def made_part(workplace: Workplace, extract: Extract) -> Made:
    """Clean one extract. Writes nothing into the register."""
    met = Met()
    try:
        record = _recorded(workplace, extract, ledger=_clean(workplace, extract, met).to_json())
    except ExtractRefused as refused:
        record = _recorded(workplace, extract, _told(refused) | remembered(workplace, extract, refused))
    except pl.exceptions.PolarsError as error:
        record = _recorded(workplace, extract, _told(_given_up(error, extract.arrival)))
    return Made(record, met)


def died_over(workplace: Workplace, extract: Extract, how: str) -> Made:
    """An extract over which processes die (`how`: signal 6): refused, so that the others can go on."""
    what = f"it cannot be read: the process that read it died ({how}), and so did another that had the machine to itself"
    return Made(_recorded(workplace, extract, _told(ExtractRefused("EX02", extract.arrival.file_name, what, DEADLY))), Met())


def keep(workplace: Workplace, extract: Extract, made: Made) -> PartRecord:
    """Record a part, or a refusal, with what it was made from."""
    decided = workplace.decided_about(extract.arrival)
    with workplace.register() as register:
        register.keep_decided(extract.part_id, decided.decisions_id, decided.to_json())
        keep_ingredients(register, workplace, extract, made.met)
        register.keep_part(made.record)
    return made.record


def _recorded(workplace: Workplace, extract: Extract, refusal: Mapping[str, str] | None = None, *, ledger: str = "") -> PartRecord:
    made_at = workplace.opened_at.isoformat(timespec="seconds")
    told = json.dumps(refusal, ensure_ascii=False) if refusal else ""
    return PartRecord(extract.part_id, extract.arrival.arrival_id, "refused" if refusal else "clean", ledger, told, made_at)


def _clean(workplace: Workplace, extract: Extract, met: Met) -> Ledger:
    """The part of an extract, or of a nil return; a file called nil by its manifest must hold no line."""
    arrival, files = extract.arrival, files_of(workplace, extract.part_id)
    if arrival.kind != "nil":
        return _clean_lines(workplace, extract, met)
    if arrival.file_format != ALONE:
        _refuse_lines(workplace, extract, met)
    return clean_nothing(files.lines, files.findings)


def _refuse_lines(workplace: Workplace, extract: Extract, met: Met) -> None:
    """EX07 for payment lines in a file whose manifest says that there was nothing."""
    name = extract.arrival.file_name
    try:
        ledger = _clean_lines(workplace, extract, met)
    except ExtractRefused as refused:
        if refused.code == NO_LINES:
            return
        raise
    what = f"its manifest says that there was nothing (kind: nil), but it holds {ledger.lines} payment lines"
    raise ExtractRefused("EX07", name, what, "send the extract with kind: full, or the nil return without lines")


def _clean_lines(workplace: Workplace, extract: Extract, met: Met) -> Ledger:
    workspace = workplace.home.workspace / extract.part_id
    workspace.mkdir(mode=0o700, exist_ok=True)
    try:
        return _read(workplace, extract.arrival, files_of(workplace, extract.part_id), workspace, met)
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


def read_again(workplace: Workplace, arrival: Arrival, workspace: Path, more: Sequence[Correction] = ()) -> tuple[Ledger, PartFiles]:
    """An extract that was read before, read to be looked at: with `more` corrections, its files in `workspace`, to be thrown away.

    Its manifest was found to fit already, and however many lines are set aside, they are judged.
    """
    files = PartFiles(workspace / "lines.parquet", workspace / "findings.parquet")
    decided = workplace.decided_about(arrival)
    decided = replace(decided, corrections=(*decided.corrections, *more))
    return _read(workplace, arrival, files, workspace, Met(), decided=decided, is_fitting=True), files


def make_again(workplace: Workplace, arrival: Arrival, files: PartFiles, decided: Decisions, workspace: Path) -> Ledger:
    """The part of an extract that was found usable once, from its bytes in the vault, as had been `decided` about it then.

    The manifest is held against it again; the share of lines set aside is not: that the part was used says that it was small enough.
    """
    if arrival.kind == "nil":
        return clean_nothing(files.lines, files.findings)
    return _read(workplace, arrival, files, workspace, Met(), decided=decided)


def _read(  # noqa: PLR0913  as clean_extract
    workplace: Workplace,
    arrival: Arrival,
    files: PartFiles,
    workspace: Path,
    met: Met,
    *,
    decided: Decisions | None = None,
    is_fitting: bool = False,
) -> Ledger:
    """Clean the vaulted bytes of an arrival as this home has decided about them; or as `decided`, however many lines are set aside."""
    return clean_extract(
        vaulted(workplace, arrival),
        period=first_day(arrival.period),
        manifest=None if is_fitting else _manifest(workplace, arrival),
        decisions=workplace.decided_about(arrival) if decided is None else decided,
        vocabulary=vocabulary_of(workplace.home.reference, workplace.fingerprint),
        pseudonym_key=workplace.key.secret,
        workspace=workspace,
        lines_path=files.lines,
        findings_path=files.findings,
        quarantine_share_limit=workplace.settings.quarantine_share_limit if decided is None else NO_LIMIT,
        met=met,
    )


def vaulted(workplace: Workplace, arrival: Arrival) -> ExtractFile:
    """The extract as it came."""
    return ExtractFile(verified(workplace.home.vault, arrival.sha256), arrival.file_name, arrival.file_format)


def _manifest(workplace: Workplace, arrival: Arrival) -> Manifest | None:
    if not arrival.manifest_sha256:
        return None
    try:
        return read_manifest(verified(workplace.home.vault, arrival.manifest_sha256), f"manifest of {arrival.file_name}")
    except ManifestRefused as refused:
        raise ExtractRefused("EX07", refused.where, refused.what, refused.fix) from None


@cache
def vocabulary_of(reference: Path, fingerprint: str) -> Vocabulary:
    """The tables as they are under this fingerprint, loaded once per process."""
    del fingerprint
    return load(reference)


def _given_up(error: pl.exceptions.PolarsError, arrival: Arrival) -> ExtractRefused:
    """What the readers did not foresee. The engine's own words may quote a line, so only the kind of error is told."""
    if NO_SPACE in str(error):
        raise DiskFull("vault/.work") from None
    what = f"it cannot be read: the engine gave up ({type(error).__name__})"
    return ExtractRefused("EX02", arrival.file_name, what, "open the file, see whether it is whole, and send it again")


def _told(refused: ExtractRefused) -> dict[str, str]:
    return {"code": refused.code, "what": refused.what, "where": refused.where, "fix": refused.fix}
