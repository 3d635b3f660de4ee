"""The targets of speed and memory, and whether they are met. What was measured is kept, so that parts can be measured one at a time."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.proof.bench.tables import table


@dataclass(frozen=True, slots=True)
class Target:
    """One row: what is measured, and the most it may be."""

    key: str
    measure: str
    most: float
    unit: str = ""
    digits: int = 2
    aim: float | None = None

    def asked(self) -> str:
        """As the table says it."""
        aim = f", aim {self.aim:g}" if self.aim is not None else ""
        return f"≤ {self.most:.3g}{self.unit}{aim}"

    def told(self, value: float) -> str:
        """The figure with its unit."""
        return f"{value:.{self.digits}f}{self.unit}"


TARGETS = (
    Target("limit", "5 million lines, warm: time ÷ the limit's", 10, aim=6),
    Target("pandas", "the same ÷ pandas + GX: time", 1 / 8, digits=3),
    Target("pandas_memory", "the same ÷ pandas + GX: peak memory", 1 / 3),
    Target("dbt", "the same ÷ dbt-duckdb build", 1),
    Target("memory", "peak memory at 5 million lines", 2, " GiB"),
    Target("memory_20", "peak memory at 20 million lines ÷ that", 1.5),
    Target("gx_share", "Great Expectations' share of the run at 5 million lines", 30, " %", 0),
    Target("unchanged", "`claims run`, nothing changed, cold", 1.5, " s"),
    Target("cold", "`claims run`, 10,000 lines, cold ÷ (import of Prefect and GX + start of its embedded API, as Prefect begins it)", 1.2),
    Target("cold_here", "the same ÷ the same, begun as here: the API starts beside the imports", 1.2),
    Target("further_month", "each further month of a backfill, 10,000 lines", 0.4, " s"),
    Target("xlsx", "1 million lines in XLSX ÷ calamine alone", 2),
    Target("flip", "candidate and flip after a month changed, 10 years × 514 regencies", 1, " s"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured for a target: `value`, by wall clock where time is meant; `cpu` the same by CPU seconds; `on`: the day."""

    value: float
    cpu: float | None = None
    on: str = ""


def kept(file: Path, machine: str) -> dict[str, Found]:
    """What earlier runs on this machine, with these versions, found; nothing of another's."""
    told = json.loads(file.read_text()) if file.exists() else {}
    return {key: Found(**one) for key, one in told["found"].items()} if told.get("machine") == machine else {}


def keep(file: Path, machine: str, found: Mapping[str, Found]) -> None:
    """For the runs after this one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"machine": machine, "found": {key: asdict(one) for key, one in found.items()}}, indent=1) + "\n")


def targets_table(found: Mapping[str, Found]) -> str:
    """Every target, measured or not."""
    rows = []
    for one in TARGETS:
        told = found.get(one.key)
        if told is None:
            rows.append((one.measure, one.asked(), "not run", "–", "–", "–"))
            continue
        by_cpu = one.told(told.cpu) if told.cpu is not None else "–"
        rows.append((one.measure, one.asked(), one.told(told.value), by_cpu, verdict(one, told), told.on))
    return table(("measure", "target", "measured (wall)", "measured (CPU)", "met", "on"), rows)


def verdict(target: Target, found: Found) -> str:
    """By the wall clock; the aim is told apart."""
    if found.value > target.most:
        return "**no**"
    return "yes, not the aim" if target.aim is not None and found.value > target.aim else "yes"


def missed(found: Mapping[str, Found]) -> list[Target]:
    """The targets that are not met."""
    return [one for one in TARGETS if one.key in found and found[one.key].value > one.most]
