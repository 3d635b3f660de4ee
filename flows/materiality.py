"""How much a change matters: bands from a table, `flows/tables/materiality.csv`, overlaid by the home's `reference/materiality.csv`."""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from flows.errors import ClaimsError

SHIPPED = Path(__file__).parent / "tables" / "materiality.csv"


class BandsRefused(ClaimsError):
    """The site's table of bands cannot be read."""

    exit_code = 14

    def __init__(self, what: str, where: Path) -> None:
        super().__init__(what, f"reference/{where.name}", "give it the header and the forms of flows/tables/materiality.csv")


@dataclass(frozen=True, slots=True)
class Band:
    """Changes from this share of a figure on, or from this amount in rupiah on; None: not by that."""

    band: str
    from_share: Fraction | None
    from_amount_idr: Fraction | None
    sentence_en: str
    sentence_id: str
    source: str


def load_bands(reference: Path) -> list[Band]:
    """The shipped bands, with those of the home over them (same `band`) and beside them, the smallest first."""
    shipped, own = _read(SHIPPED), reference / SHIPPED.name
    rows = {row["band"]: row for row in shipped}
    if own.is_file():
        added = _read(own)
        if added and list(added[0]) != list(shipped[0]):
            raise BandsRefused("its columns are not those of the shipped table", own)
        rows |= {row["band"]: row for row in added}
    try:
        bands = [Band(**row | {name: _number(row[name]) for name in ("from_share", "from_amount_idr")}) for row in rows.values()]  # type: ignore[arg-type]
    except (ValueError, TypeError):
        raise BandsRefused("a share or amount in it is not a number, or a cell is missing", own) from None
    return sorted(bands, key=lambda band: (band.from_share or 0, band.from_amount_idr or 0))


def bands_id(reference: Path) -> str:
    """Names the bands by every byte of both tables: a plan that told others is not this plan."""
    account = hashlib.sha256()
    for table in (SHIPPED, reference / SHIPPED.name):
        content = table.read_bytes() if table.is_file() else b""
        account.update(len(content).to_bytes(8) + content)
    return account.hexdigest()


def band_of(difference: Fraction, old: Fraction | None, *, is_amount: bool, bands: Sequence[Band]) -> str:
    """The greatest band that the change reaches, by share or (rupiah) by amount. What was nothing changes by more than any share."""
    share = abs(difference / old) if old else None
    reached = [band.band for band in bands if _reaches(band, share, abs(difference) if is_amount else None)]
    return reached[-1] if reached else ""


def _reaches(band: Band, share: Fraction | None, amount: Fraction | None) -> bool:
    by_share = band.from_share is not None and (share is None or share >= band.from_share)
    by_amount = band.from_amount_idr is not None and amount is not None and amount >= band.from_amount_idr
    return by_share or by_amount


def _number(text: str) -> Fraction | None:
    return Fraction(text) if text else None


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: text or "" for name, text in row.items()} for row in csv.DictReader(file)]
