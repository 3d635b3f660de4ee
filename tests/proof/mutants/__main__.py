"""`python -m tests.proof.mutants`: how many changes in transforms the tests find out, written to docs/mutants.md."""

import argparse
import json
import math
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.proof.mutants import run, tools
from tests.proof.mutants.covering import LONGEST_S, TOPS
from tests.proof.mutants.report import EQUIVALENT, SURVIVED, Outcome, fate_of, page, rows, score
from tests.proof.mutants.sample import sampled
from tests.proof.mutants.sites import Module, Mutant

PAGE = run.ROOT / "docs/mutants.md"
WORK = Path(tempfile.gettempdir()) / "claims-mutants"
SHARE, QUICK = 0.15, 0.01


def main(arguments: list[str]) -> int:
    """0 if it was done, or cannot be done here; 1 if the harness found the sound code wrong."""
    asked = _asked(arguments)
    asked.work.mkdir(parents=True, exist_ok=True)
    try:
        folder = tools.environment(asked.work)
    except tools.ToolsMissing as missing:
        sys.stderr.write(f"not run: Cosmic Ray and coverage cannot be installed here ({missing})\n")
        return 0
    began, modules = time.monotonic(), run.modules_of(run.ROOT, asked.module)
    all_made, left_out = run.made(modules, folder)
    chosen = _chosen(asked, all_made)
    mutants = run.with_texts(modules, chosen, folder)
    said = _tried(asked, modules, mutants, folder)
    if any(one["fate"] != SURVIVED for key, one in said.items() if key.startswith(run.SOUND)):
        sys.stderr.write("The sound code was found wrong: the harness is broken, its figures are worth nothing.\n")
        return 1
    _tell(asked, [one for one in mutants if one.key in said], all_made, said, left_out, time.monotonic() - began)
    return 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.proof.mutants", description=__doc__)
    parser.add_argument("--share", type=float, help=f"of each module's mutants, {SHARE} unless told; 1 tries all (hours)")
    parser.add_argument("--quick", action="store_true", help=f"a share of {QUICK}; no page is written")
    parser.add_argument("--seed", type=int, default=6, help="another one draws another sample")
    parser.add_argument(
        "--module", action="append", default=[], help="path or its beginning, such as transforms/judge/; no page is written"
    )
    parser.add_argument("--tests", action="append", default=[], help="path of tests or its beginning: only these may find mutants")
    parser.add_argument("--again", action="store_true", help="only those that survived the last time; no page is written")
    parser.add_argument("--seconds", type=float, default=run.SECONDS, help="of tests for one mutant, as they take when nothing is wrong")
    parser.add_argument("--work", type=Path, default=WORK, help="where the copy of the tree and the tools are kept")
    parser.add_argument(
        "--minutes", type=float, default=math.inf, help="after which no more are tried: those that were are a smaller sample"
    )
    parser.add_argument("--page", type=Path, help="where to write it; docs/mutants.md unless a part is asked for")
    parser.add_argument("--date", type=date.fromisoformat, default=datetime.now(UTC).date())
    return parser.parse_args(arguments)


def _chosen(asked: argparse.Namespace, made: list[Mutant]) -> list[Mutant]:
    if asked.again:
        alive = set(json.loads(asked.work.joinpath("survivors.json").read_text()))
        return [one for one in made if one.key in alive]
    return sampled(made, asked.share or (QUICK if asked.quick else SHARE), asked.seed)


def _tried(asked: argparse.Namespace, modules: dict[str, Module], mutants: list[Mutant], folder: Path) -> dict[str, dict[str, Any]]:
    tree = run.copied(asked.work)
    known = run.covered(tree, asked.work, folder, asked.tests)
    tests = {one.key: run.tests_of(one, modules[one.module], known, asked.seconds) for one in mutants}
    trials = [run.trial_of(one, modules[one.module], tests[one.key], known["cpu_s"]) for one in mutants if tests[one.key]]
    controls = {bool(one.function): one for one in mutants if tests[one.key]}.values()  # one swapped, one imported anew
    checks = [run.sound(one, modules[one.module], tests[one.key], known["cpu_s"]) for one in controls]
    found = run.tried(tree, asked.work, checks + trials, asked.minutes)
    untested = [one.key for one in mutants if not tests[one.key]]
    as_many = round(len(untested) * len(found) / len(checks + trials))  # all, unless the minutes were over
    return found | {key: {"fate": SURVIVED, "test": "none runs through it"} for key in untested[:as_many]}


def _tell(
    asked: argparse.Namespace, mutants: list[Mutant], made: list[Mutant], said: dict[str, Any], left_out: dict[str, int], seconds: float
) -> None:
    counted = rows(Counter(one.module for one in made), mutants, said)
    alive, same = ([one for one in mutants if fate_of(one, said) == how] for how in (SURVIVED, EQUIVALENT))
    asked.work.joinpath("survivors.json").write_text(json.dumps([one.key for one in alive]))
    share, low, high = score(counted)
    for one in alive:
        sys.stdout.write(f"survived: {one}\n")
    sys.stdout.write(f"{len(mutants)} of {len(made)} tried in {seconds:.0f} s: {share:.1%} killed ({low:.1%} to {high:.1%})\n")
    if page_at := asked.page or (None if asked.again or asked.quick or asked.module else PAGE):
        how = _how(asked, seconds)
        page_at.write_text(page(Outcome(how, counted, left_out, alive, same, _accounting(asked.work))), encoding="utf-8")


def _accounting(work: Path) -> dict[str, dict[str, int]]:
    run.called(run.ROOT, work, "tests.proof.mutants.accounting", str(work / "accounting.json"))
    return dict(json.loads(work.joinpath("accounting.json").read_text()))


def _how(asked: argparse.Namespace, seconds: float) -> str:
    from tests.proof.machine import described

    return (
        f"`make mutants`, share {asked.share or SHARE}, seed {asked.seed}, {seconds / 60:.0f} minutes. {described(asked.date)}\n\n"
        f"Each mutant is one change: the operators of {tools.WANTED[0]} that could be a slip of the pen, and the accounting's, "
        "which know Polars. It is tried against the tests that run through its line, the quickest first, for "
        f"{asked.seconds:.0f} s of them at most. They are those of tests/{{{', '.join(TOPS)}}} that take under {LONGEST_S} s; "
        "`make test` has more."
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
