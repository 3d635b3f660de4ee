"""Manual corrections: one YAML record each in register/corrections/, read before any engine is imported."""

import os
from pathlib import Path
from typing import Any

import yaml

from flows.correction_record import IDENTIFIER, LARGEST_FILE, LONG_NUMBER, CorrectionRecord, CorrectionRefused, parse_correction


def read_corrections(folder: Path) -> tuple[CorrectionRecord, ...]:
    """Every record of the folder, by id. Raises CorrectionRefused for one that is not understood."""
    found = sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []
    return tuple(_read(path) for path in found if path.suffix.lower() in (".yaml", ".yml"))


def _read(path: Path) -> CorrectionRecord:
    if path.suffix != ".yaml" or not IDENTIFIER.fullmatch(path.stem) or LONG_NUMBER.search(path.stem):
        raise CorrectionRefused(path.name, "its file is not named <id>.yaml, of letters, digits, '_', '-', '.', without long numbers")
    try:
        text = path.read_bytes()[: LARGEST_FILE + 1].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise CorrectionRefused(path.name, "it cannot be read as UTF-8 text") from None
    return parse_correction(text, path.stem, path.name)


def new_id(folder: Path, sender_code: str, period: str) -> str:
    """An id that no record of the folder has: `K01-2022-07-001`."""
    desk = "sender" if LONG_NUMBER.search(sender_code) else sender_code[:40]
    taken = {path.stem for path in folder.glob("*.yaml")}
    return next(name for number in range(1, len(taken) + 2) if (name := f"{desk}-{period}-{number:03d}") not in taken)


def write_correction(folder: Path, record: CorrectionRecord) -> Path:
    """Put the record into the folder, whole or not at all. It is read back before it counts."""
    text = yaml.safe_dump(_said(record), sort_keys=False, allow_unicode=True, width=120)
    name = f"{record.correction.correction_id}.yaml"
    if parse_correction(text, record.correction.correction_id, name) != record:
        raise CorrectionRefused(name, "it would not be read as it was meant")
    folder.mkdir(mode=0o700, exist_ok=True)
    unfinished = folder / f".{name}.{os.getpid()}"
    try:
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, folder / name)  # unlike a rename it does not replace a record of that name
    finally:
        unfinished.unlink(missing_ok=True)
    return folder / name


def _said(record: CorrectionRecord) -> dict[str, Any]:
    correction = record.correction
    match: dict[str, Any] = dict(correction.match)
    match |= {key: value for key, value in (("sheet", correction.sheet), ("row", correction.row)) if value is not None}
    said: dict[str, Any] = {"sender": record.sender_code, "period": record.period, "file": record.file_name}
    said |= {"sha256": record.sha256}
    said |= {"who": record.who, "when": record.when.isoformat(), "why": record.why, "match": match}
    said |= {"set": dict(correction.set), "was": dict(correction.was), "approve": list(correction.approve)}
    return {key: value for key, value in (said | {"rows": record.rows}).items() if value not in ("", {}, [])}
