"""A manual correction as a record: its form, strictly read. No engine is imported, and no message shows a value."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import yaml

from flows.errors import ClaimsError
from transforms.columns import CODED, DATES, EVENT_DATES
from transforms.decisions import TABLES, Correction
from transforms.read.masking import starred
from transforms.strict_yaml import read_strictly

REQUIRED = ("sender", "period", "who", "when", "why", "match", "rows")
OPTIONAL = ("file", "sha256", "set", "was", "approve")
NUMBERS = ("claim_id", "payment_id", "original_payment_id")
AMOUNT = "amount_paid_idr"
# Personal and restricted columns are not among them: those only the sender can put right (law 6).
COLUMNS = (*NUMBERS, *CODED, *DATES, AMOUNT)
MAY_BE_BLANK = ("payment_id", "original_payment_id", "benefit_component_code", "segment_code", "branch_code", "regency_code", *EVENT_DATES)

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
PERIOD = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
PLAIN_AMOUNT = re.compile(r"-?\d{1,15}(\.\d{1,2})?")
WHOLE = re.compile(r"[1-9]\d{0,8}")
CONTENT = re.compile(r"[0-9a-f]{12,64}")
CODE = re.compile(r"[A-Z]{2,4}\d{1,2}")
COULD_BE_NIK = re.compile(r"\d{16}")
LONG_NUMBER = re.compile(r"\d{8}")
SHOWN_SHA = 12  # characters of a SHA-256 that tell an extract
LONGEST_TEXT, LARGEST_FILE = 500, 1 << 16
FIX = "correct the record as CONTRIBUTING.md shows it (Correct a line by hand), or take it out of the folder"

Mapped = Mapping[str, Any]


class CorrectionRefused(ClaimsError):
    """A record in register/corrections/ is not one that can be acted upon."""

    exit_code = 14

    def __init__(self, file_name: str, what: str) -> None:
        super().__init__(f"the correction is not understood: {what}", f"register/corrections/{starred(file_name)}", FIX)


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """A reviewed record. `file_name`, as masked in the register, and `sha256`, how its SHA-256 begins, tell the extract it is about.

    Both blank: all of sender and period. One masked name may be that of several extracts. `rows`: how many lines it must touch. The same
    line in two extracts counts once.
    """

    sender_code: str
    period: str
    who: str
    when: date
    why: str
    rows: int
    correction: Correction
    file_name: str = ""
    sha256: str = ""

    def is_about(self, sender_code: str, period: str, file_name: str, sha256: str) -> bool:
        """Whether it is to be applied to that extract."""
        is_named = self.file_name in ("", file_name) and sha256.startswith(self.sha256)
        return is_named and (self.sender_code, self.period) == (sender_code, period)

    @property
    def told(self) -> str:
        """The record in a message."""
        place = (self.sender_code, self.period, self.file_name, self.sha256)
        return f"correction {self.correction.correction_id} ({' '.join(filter(None, place))})"


def parse_correction(text: str, correction_id: str, file_name: str) -> CorrectionRecord:
    """The record that stands in this text. Raises CorrectionRefused, which never shows a value."""
    try:
        return _record(_mapping(text), correction_id)
    except _Fault as fault:
        raise CorrectionRefused(file_name, str(fault)) from None


class _Fault(Exception):
    """What is wrong with a record, in words that hold no value of it."""


def _mapping(text: str) -> Mapped:
    try:
        said = read_strictly(text) if len(text) <= LARGEST_FILE else None
    except yaml.YAMLError:
        raise _Fault("it is not YAML, or a key stands in it twice") from None
    if not isinstance(said, dict):
        raise _Fault("it is not a list of `key: value`")
    if COULD_BE_NIK.search(text):
        raise _Fault("it holds sixteen digits in a row: they may be somebody's NIK, which only the sender can put right")
    unknown, missing = [key for key in said if key not in (*REQUIRED, *OPTIONAL)], [key for key in REQUIRED if not said.get(key)]
    if unknown or missing:
        raise _Fault(f"{len(unknown)} keys are unknown, missing are {', '.join(missing) or 'none'}")
    return said


def _record(said: Mapped, correction_id: str) -> CorrectionRecord:
    if bool(said.get("set")) == bool(said.get("approve")):
        raise _Fault("it must say either `set` or `approve`")
    match = _texts(said, "match", (*COLUMNS, "row", "sheet"))
    correction = Correction(
        correction_id,
        match=tuple(sorted((column, text) for column, text in match.items() if column not in ("row", "sheet"))),
        sheet=_shown(match["sheet"], "sheet") if "sheet" in match else None,
        row=int(_like(WHOLE, match["row"], "match: row")) if "row" in match else None,
        set=_settable(said),
        was=_was(said),
        approve=_approvable(said),
    )
    return CorrectionRecord(
        sender_code=_like(IDENTIFIER, said["sender"], "sender"),
        period=_like(PERIOD, said["period"], "period"),
        who=_text(said["who"], "who"),
        when=_day(said["when"], "when"),
        why=_text(said["why"], "why"),
        rows=int(_like(WHOLE, said["rows"], "rows")),
        correction=correction,
        file_name=_shown(said["file"], "file") if said.get("file") else "",
        sha256=_like(CONTENT, said["sha256"], "sha256, at least its first twelve characters") if said.get("sha256") else "",
    )


def _settable(said: Mapped) -> tuple[tuple[str, str], ...]:
    wanted = _texts(said, "set", COLUMNS) if said.get("set") else {}
    for column, text in wanted.items():
        if not text and column not in MAY_BE_BLANK:
            raise _Fault(f"set: {column} cannot be blank")
        if column == AMOUNT:
            _like(PLAIN_AMOUNT, text, f"set: {column}, in plain form like 1250000.25")
        elif column in DATES and text:
            _day(text, f"set: {column}")
    return tuple(sorted(wanted.items()))


def _was(said: Mapped) -> tuple[tuple[str, str], ...]:
    if not said.get("was"):
        return ()
    if not said.get("set"):
        raise _Fault("`was` belongs to `set`")
    return tuple(sorted(_texts(said, "was", tuple(said["set"])).items()))


def _approvable(said: Mapped) -> tuple[str, ...]:
    codes = said.get("approve") or []
    if not isinstance(codes, list) or not all(isinstance(code, str) and CODE.fullmatch(code) for code in codes):
        raise _Fault("approve is not a list of rule codes")
    if len(set(codes)) < len(codes):
        raise _Fault("approve names a code twice")
    refused = [f"{code} cannot be approved: {why}" for code in sorted(codes) if (why := not_approvable().get(code))]
    if refused:
        raise _Fault("; ".join(refused))
    return tuple(sorted(codes))


@cache
def not_approvable() -> Mapping[str, str]:
    """The codes that no approval can waive, and why."""
    with (TABLES / "not_approvable.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["reason_en"] for row in csv.DictReader(file)}


def _texts(said: Mapped, key: str, allowed: tuple[str, ...]) -> dict[str, str]:
    """A mapping of column -> text, outer blanks off."""
    texts = said[key]
    if not isinstance(texts, dict) or not texts or not all(isinstance(text, str) and len(text) <= LONGEST_TEXT for text in texts.values()):
        raise _Fault(f"{key} is not a list of `column: text`")
    if any(column not in allowed for column in texts):
        names = ", ".join(allowed)
        raise _Fault(f"{key} names a column that it cannot be about (personal ones only the sender can put right); it can: {names}")
    return {column: text.strip() for column, text in texts.items()}


def _text(value: object, key: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
        raise _Fault(f"{key} is not a text of at most {LONGEST_TEXT} characters")
    return value.strip()


def _shown(value: object, key: str) -> str:
    """A file or sheet name as the register shows it."""
    text = _text(value, key)
    if LONG_NUMBER.search(text):
        raise _Fault(f"{key} must be written as the register shows it, with its long numbers masked")
    return text


def _like(shape: re.Pattern[str], value: object, key: str) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value.strip()):
        raise _Fault(f"{key} is not understood")
    return value.strip()


def _day(value: object, key: str) -> date:
    try:
        return date.fromisoformat(_like(re.compile(r"\d{4}-\d{2}-\d{2}"), value, key))
    except ValueError:
        raise _Fault(f"{key} is not a day like 2022-08-10") from None
