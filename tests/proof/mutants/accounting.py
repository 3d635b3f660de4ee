"""The accounting's own seeded defects, all of them: `python -m tests.proof.mutants.accounting to.json` counts what became of them."""

import json
import sys
from collections import Counter
from pathlib import Path

from tests.accounting.mutants import mutants
from tests.accounting.test_mutants import HARMLESS, fate


def fates() -> dict[str, dict[str, int]]:
    """{module: {made, unbalanced, failed, survived, equivalent}}."""
    found: dict[str, Counter[str]] = {}
    for mutant in mutants():
        how = fate(mutant)
        is_harmless = how == "survived" and any(f"{at} " in str(mutant) and what in str(mutant) for at, what, _ in HARMLESS)
        found.setdefault(mutant.module, Counter())["equivalent" if is_harmless else how] += 1
    return {module: dict(counts) for module, counts in found.items()}


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(fates()))
