"""From the mutants that can be made to what became of those that were tried."""

import hashlib
import json
import math
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.proof.mutants import tools
from tests.proof.mutants.covering import files
from tests.proof.mutants.sites import COSMIC_RAY, LEFT_OUT, Module, Mutant, of_cosmic_ray, of_polars, texts_of

ROOT = Path(__file__).parents[3]
COPIED = (
    "flows",
    "transforms",
    "expectations",
    "warehouse",
    "tests",
    "docs",
    "pyproject.toml",
    "README.md",
    "Makefile",
    "requirements.lock",
)
BEHIND = {f"transforms/read/parquet_{name}.py": "transforms/read/parquet_file.py" for name in ("cells", "probe")}
SECONDS = 20.0  # of tests, for one mutant
TOGETHER = 12  # files of tests that are followed at once: what is interrupted is not lost
AT_ONCE = 60  # trials in one process
SOUND = "sound|"
FEWEST = 5  # tests, however long they take


def modules_of(root: Path, wanted: Iterable[str] = ()) -> dict[str, Module]:
    """Every module of transforms that has code; or those whose path begins with one of what is wanted."""
    starts = tuple(wanted) or ("transforms/",)
    paths = sorted(path.relative_to(root).as_posix() for path in root.glob("transforms/**/*.py"))
    return {path: module for path in paths if path.startswith(starts) and (module := Module.of(root, path)).source.strip()}


def made(modules: dict[str, Module], folder: Path) -> tuple[list[Mutant], dict[str, int]]:
    """Every mutant of the modules, and how many were left out by which rule."""
    sites = tools.asked(folder, {"root": str(ROOT), "modules": list(modules), "operators": COSMIC_RAY})
    found = [*of_cosmic_ray(modules, sites), *(one for module in modules.values() for one in of_polars(module))]
    why = [modules[one.module].why_left_out(one.start) for one in found]
    return [one for one, reason in zip(found, why, strict=True) if not reason], {reason: why.count(reason) for reason in LEFT_OUT}


def with_texts(modules: dict[str, Module], mutants: list[Mutant], folder: Path) -> list[Mutant]:
    """Those of Cosmic Ray with what they write; those that write nothing else are dropped."""
    theirs = [one for one in mutants if one.operator != "Polars"]
    chosen = [{"module": one.module, "operator": one.operator, "nth": one.end} for one in theirs]
    answers = tools.asked(folder, {"root": str(ROOT), "chosen": chosen})
    texts = {one.key: texts_of(modules[one.module], one, text) for one, text in zip(theirs, answers, strict=True)}
    return [known for one in mutants if (known := texts.get(one.key, one)) is not None]


def copied(work: Path) -> Path:
    """A copy of the tree, in which files may be spoiled."""
    tree = work / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    for name in COPIED:
        one = ROOT / name
        copy = shutil.copytree if one.is_dir() else shutil.copy2
        copy(one, tree / name, **({"ignore": shutil.ignore_patterns("__pycache__")} if one.is_dir() else {}))  # type: ignore[operator]
    return tree


def covered(tree: Path, work: Path, folder: Path, wanted: Iterable[str] = ()) -> dict[str, Any]:
    """Which tests run through which lines: found once for each file of tests, as long as neither it nor transforms changes."""
    kept = {test: _kept(tree, work, test) for test in files(tree) if test.startswith(tuple(wanted) or "")}
    missing = [test for test, known in kept.items() if not known.exists()]
    for some in (missing[at : at + TOGETHER] for at in range(0, len(missing), TOGETHER)):
        found = work / "covered.json"
        called(tree, work, "tests.proof.mutants.covering", str(found), str(tools.packages(folder)), *some)
        told = json.loads(found.read_text())
        for test in some:
            kept[test].write_text(json.dumps(_of_file(told, test)))
    return _merged(json.loads(known.read_text()) for known in kept.values())


def _kept(tree: Path, work: Path, test: str) -> Path:
    sources = sorted(path for path in tree.glob("transforms/**/*.*") if path.is_file() and path.suffix != ".pyc")
    state = hashlib.sha256(b"\0".join(path.read_bytes() for path in (*sources, tree / test))).hexdigest()[:16]
    work.joinpath("covered").mkdir(exist_ok=True)
    return work / "covered" / f"{Path(test).stem}-{state}.json"


def _of_file(told: dict[str, Any], test: str) -> dict[str, Any]:
    own = {name: cpu for name, cpu in told["cpu_s"].items() if name.startswith(f"{test}::")}
    lines = {
        module: {line: names for line, tests in by_line.items() if (names := [one for one in tests if one in own])}
        for module, by_line in told["lines"].items()
    }
    return {"cpu_s": own, "lines": lines}


def _merged(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    known: dict[str, Any] = {"cpu_s": {}, "lines": {}}
    for part in parts:
        known["cpu_s"] |= part["cpu_s"]
        for module, lines in part["lines"].items():
            ours = known["lines"].setdefault(module, {})
            for line, tests in lines.items():
                ours[line] = ours.get(line, []) + tests
    return known


def called(tree: Path, work: Path, *module: str) -> None:
    """A module in a process of its own, in the copy; what it prints is kept beside."""
    environment = os.environ | {"PYTHONPATH": str(tree), "OPENBLAS_NUM_THREADS": "1"}
    with work.joinpath(f"{module[0]}.log").open("w") as log:
        subprocess.run([sys.executable, "-m", *module], cwd=tree, env=environment, stdout=log, stderr=log, check=True)


def tests_of(mutant: Mutant, module: Module, known: Mapping[str, Any], seconds: float) -> list[str]:
    """The tests that run through its function, the quickest first; through any line of its module if it acts at import."""
    lines = {int(line): tests for line, tests in known["lines"].get(mutant.module, {}).items()}
    spans = [(first, last) for first, last, name in module.functions if name == mutant.function]
    first, last = spans[0] if mutant.function else (0, len(module.source))
    if not any(lines.values()) and mutant.module in BEHIND:  # it runs in a process apart, which nobody follows
        return tests_of(replace(mutant, module=BEHIND[mutant.module], function=""), module, known, seconds)
    inside = {line: tests for line, tests in lines.items() if first <= line <= last}
    nearest = set(inside.get(mutant.line, ())) or {one for tests in inside.values() for one in tests}
    return _within(sorted(nearest, key=lambda one: (known["cpu_s"][one], one)), known["cpu_s"], seconds)


def _within(tests: list[str], cpu_s: Mapping[str, float], seconds: float) -> list[str]:
    chosen, spent = [], 0.0
    for test in tests:
        spent += cpu_s[test]
        if spent > seconds and len(chosen) >= FEWEST:
            break
        chosen.append(test)
    return chosen


def tried(tree: Path, work: Path, trials: list[dict[str, Any]], minutes: float = math.inf) -> dict[str, dict[str, Any]]:
    """What became of each: its fate and the test that found it; the last word counts.

    They are tried in no order that means anything, some at a time, so that those tried until the `minutes` are over are a sample, too.
    """
    results, job, until = work / "results.jsonl", work / "job.json", time.monotonic() + 60 * minutes
    results.unlink(missing_ok=True)
    mixed = sorted(trials, key=lambda one: (not one["key"].startswith(SOUND), hashlib.sha256(one["key"].encode()).digest()))
    for some in (mixed[at : at + AT_ONCE] for at in range(0, len(mixed), AT_ONCE)):
        if time.monotonic() < until:
            job.write_text(json.dumps({"root": str(tree), "work": str(work), "results": str(results), "trials": some}))
            called(tree, work, "tests.proof.mutants.trial", str(job))
    return {said["key"]: said for said in map(json.loads, results.read_text().splitlines())}


def trial_of(mutant: Mutant, module: Module, tests: list[str], cpu_s: Mapping[str, float]) -> dict[str, Any]:
    """One trial of a job."""
    expected = sum(cpu_s.get(one, 1.0) for one in tests)
    text = mutant.applied(module.source)
    return {"key": mutant.key, "path": mutant.module, "function": mutant.function, "text": text, "tests": tests, "cpu_s": expected}


def sound(mutant: Mutant, module: Module, tests: list[str], cpu_s: Mapping[str, float]) -> dict[str, Any]:
    """A trial of what is right: if it is found out, the harness is broken."""
    return trial_of(mutant, module, tests, cpu_s) | {"key": f"{SOUND}{mutant.key}", "text": module.source + "\n"}
