"""`<name>.manifest.yaml` beside an extract: what the sender says is in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

KEYS = ("rows", "amount_paid_idr", "revision", "kind", "withdraws")
KINDS = ("full", "delta", "withdrawal", "nil")
TOTAL = ""  # key of the total over all programmes
SEN = 100
SHOWN_CHARACTERS = 40
PROGRAMME = re.compile(r"[A-Za-z_]{2,20}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The sender's control totals and what the delivery is. `amount_paid_sen`: programme -> sen, '' for the total of all."""

    rows: int | None
    amount_paid_sen: dict[str, int] | None
    revision: int | None
    kind: str  # full | delta | withdrawal | nil
    withdraws: str | None


class ManifestRefused(Exception):
    """A manifest is not understood, so nothing it may have said is acted upon."""

    def __init__(self, file_name: str, what: str) -> None:
        super().__init__(file_name, what)
        self.file_name, self.what = file_name, what

    @property
    def where(self) -> str:
        """The manifest."""
        return self.file_name

    @property
    def fix(self) -> str:
        """What to do about it."""
        return f"a manifest has the keys {', '.join(KEYS)}; kind is one of {', '.join(KINDS)}; amounts are plain numbers like 1234567.25"


def read_manifest(path: Path, file_name: str) -> Manifest:
    """The manifest in this file; `file_name` is masked, for messages."""
    return parse_manifest(path.read_text(encoding="utf-8", errors="replace"), file_name)


def parse_manifest(text: str, file_name: str) -> Manifest:
    """The manifest's meaning. ManifestRefused for anything not understood: unknown keys, other types, a withdrawal of nothing."""
    said = _mapping(text, file_name)
    unknown = sorted(_shape(str(key)) for key in said if key not in KEYS)
    if unknown:
        raise ManifestRefused(file_name, f"unknown keys, of the shape {', '.join(unknown)}")
    kind = said.get("kind", "full")
    if kind not in KINDS:
        raise ManifestRefused(file_name, "kind is not understood")
    withdraws = _withdraws(said.get("withdraws"), kind, file_name)
    return Manifest(
        _whole(said, "rows", file_name),
        _amounts(said.get("amount_paid_idr"), file_name),
        _whole(said, "revision", file_name),
        kind,
        withdraws,
    )


def _shape(key: str) -> str:
    """A key as a pattern: what stands where a key should may be a person's name."""
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", key))[:SHOWN_CHARACTERS]


def _mapping(text: str, file_name: str) -> Mapping[object, object]:
    try:
        # BaseLoader leaves every scalar as text: 1_000 or 0x10 would else quietly be numbers, and 0.1 a float
        said = yaml.load(text, yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError:
        raise ManifestRefused(file_name, "it is not YAML") from None
    if not isinstance(said, Mapping):
        raise ManifestRefused(file_name, "it is not a list of `key: value`")
    return said


def _whole(said: Mapping[object, object], key: str, file_name: str) -> int | None:
    value = said.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,12}", value):
        raise ManifestRefused(file_name, f"{key} is not a whole number")
    return int(value)


def _amounts(value: object, file_name: str) -> dict[str, int] | None:
    if value is None or value == "":
        return None
    if isinstance(value, Mapping):
        if not all(PROGRAMME.fullmatch(str(programme)) for programme in value):
            raise ManifestRefused(file_name, "amount_paid_idr is not given by programme code")
        return {str(programme): _sen(amount, file_name) for programme, amount in value.items()}
    return {TOTAL: _sen(value, file_name)}


def _sen(value: object, file_name: str) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,16}(\.[0-9]{1,2})?", value):
        raise ManifestRefused(file_name, "amount_paid_idr is not a plain number of rupiah with at most two decimals")
    return int(Decimal(value) * SEN)


def _withdraws(value: object, kind: object, file_name: str) -> str | None:
    if kind == "withdrawal" and not (isinstance(value, str) and value):
        raise ManifestRefused(file_name, "a withdrawal must say what it withdraws (`withdraws:` a SHA-256 or a file name)")
    if kind != "withdrawal" and value:
        raise ManifestRefused(file_name, "`withdraws` belongs to `kind: withdrawal` only")
    return str(value) if value else None
