"""How large an extract may be: `tables/limits.csv`, each limit with its reason. Over one, an extract is refused (EX12), not tried."""

from functools import cache

from transforms.errors import ExtractRefused
from transforms.reference import load_table

SPLIT = "split the extract (by programme, or by weeks) and send its parts, or ask the sender what happened to this file"


@cache
def _limits() -> dict[str, int]:
    return {row["limit"]: int(row["value"]) for row in load_table("limits", ["limit"], None).iter_rows(named=True)}


def limit(name: str) -> int:
    """The figure of one limit, in the unit its table gives."""
    return _limits()[name]


def over(file_name: str, what: str, name: str, place: str = "", fix: str = SPLIT) -> ExtractRefused:
    """EX12: `what` is over the limit `name`."""
    return ExtractRefused("EX12", file_name, what, fix, {f"limit {name}": str(limit(name))}, place)
