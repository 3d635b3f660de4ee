"""A desk that delivers into an office in one format, the payments it delivers, and the matrix of what was seen."""

from collections.abc import Mapping
from pathlib import Path

from tests.acceptance.drawn_arrivals import FORMATS, Format, extract
from tests.acceptance.office import Office

JULY, AUGUST = "2022-07", "2022-08"
ONE, TWO, THREE = ("1", "JHT", "2022-07-01", "1000"), ("2", "JHT", "2022-07-02", "2000"), ("3", "JKM", "2022-07-03", "42000000")
TWO_RIGHT = ("2", "JHT", "2022-07-02", "2500")
LATE, IN_AUGUST = ("4", "JHT", "2022-07-31", "4000"), ("5", "JHT", "2022-08-05", "5000")


class Desk:
    """Delivers into an office in one format, one sender and mostly July."""

    def __init__(self, root: Path, file_format: Format) -> None:
        self.office, self.file_format = Office(root), file_format

    def sends(self, name: str, *payments: tuple[str, str, str, str], manifest: str | None = None, period: str = JULY) -> None:
        self.office.deliver(f"{period}/K01/{name}.{self.file_format}", extract(self.file_format, *payments), manifest)

    def states(self, name: str, text: str, period: str = JULY) -> None:
        self.office.manifest(f"{period}/K01/{name}.manifest.yaml", text)

    def runs(self, *periods: str) -> None:
        self.office.run(*(periods or (JULY,)))

    @property
    def kinds(self) -> dict[str, tuple[str, str]]:
        return {row.file.split(".")[0]: (row.classification, row.fate) for row in self.office.arrivals()}

    @property
    def fates(self) -> list[tuple[str, str]]:
        return [(row.classification, row.fate) for row in self.office.arrivals()]

    @property
    def money(self) -> dict[tuple[str, str], str]:
        return {(month, benefit): amount for month, benefit, _, amount in self.office.figures()}


def shown(seen: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What was seen, kind of arrival by format, a line each."""
    heads = f"{'kind of arrival':48}" + "".join(f"{name:>10}" for name in FORMATS)
    return [heads, *(f"{kind:48}" + "".join(f"{seen[kind].get(name, '-'):>10}" for name in FORMATS) for kind in sorted(seen))]
