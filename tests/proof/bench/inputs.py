"""What all contenders are given: extracts of the product's own sample generator, the same files for all."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
MONTH = "2022-07"


@dataclass(frozen=True, slots=True)
class Input:
    """One set of extracts. `lines` per month; `kind`: csv, messy (five times the faults), xlsx or twenty (four times five million)."""

    kind: str
    lines: int
    months: int = 1

    @property
    def name(self) -> str:
        """Its folder."""
        return f"{self.kind}-{self.months}x{self.lines}"

    @property
    def title(self) -> str:
        """For a table."""
        months = f"{self.months} months × " if self.months > 1 else "one month, "
        form = {"csv": "CSV", "messy": "CSV, five times the faults", "xlsx": "XLSX", "twenty": "CSV"}[self.kind]
        return f"{months}{self.lines:,} lines, {form}"

    @property
    def first(self) -> str:
        """The first month, `2019-08`; the last is always July 2022."""
        number = 2022 * 12 + 7 - self.months
        return f"{number // 12}-{number % 12 + 1:02}"

    def written(self, scratch: Path) -> Path:
        """Its folder, holding landing/ and reference/; made where it is not there yet, by a process of its own."""
        folder = scratch / "inputs" / self.name
        if not (folder / "done").exists():
            command = [
                sys.executable, "-m", "tests.proof.bench.sampled", str(folder), self.kind, self.first, MONTH, str(self.lines)
            ]  # fmt: skip
            subprocess.run(command, check=True, cwd=FOLDER.parents[2])
            (folder / "done").touch()
        return folder
