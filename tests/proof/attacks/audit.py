"""`make audit`: the dependencies as they are pinned, held against what can be known of them.

What needs no network is checked always; known vulnerabilities are asked of an advisory service, by pip-audit in an environment of its own.
Exit code 0: all checked, nothing found; 1: something found; 75: the service was not asked, and nothing is claimed about vulnerabilities.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
LOCK, PROJECT = ROOT / "requirements.lock", ROOT / "pyproject.toml"
NOT_RUN = 75  # a temporary failure, to whoever asks for exit codes
PINNED = re.compile(r"([A-Za-z0-9._-]+)==([^ ;\\]+)")
HASH = "--hash=sha256:"
UPPER_BOUND = re.compile(r"<|==|~=")


def pins(lock: str) -> dict[str, list[str]]:
    """Each pinned requirement, `name==version`, and its hashes."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in lock.splitlines():
        if pinned := PINNED.match(line):
            name = pinned[0]
            found.setdefault(name, [])
        elif HASH in line and name:
            found[name].append(line.split(HASH)[1].split()[0])
    return found


def faults_of_lock(lock: str) -> list[str]:
    """What a lock that can be trusted does not have: lines without hashes or pins, addresses of an index, local files."""
    faults = [f"{name} has no hash" for name, hashes in pins(lock).items() if not hashes]
    for line in lock.splitlines():
        if re.search(r"https?://|file:|--(extra-)?index-url|--find-links|--trusted-host|^-e |@ ", line):
            faults.append(f"an address: {line[:60]}")
        elif line and not line.startswith((" ", "#")) and not PINNED.match(line):
            faults.append(f"not pinned: {line[:60]}")
    return faults


def bounds_without_reason(project: str) -> list[str]:
    """Requirements that are held back by an upper bound with no reason beside it."""
    wanted = set(tomllib.loads(project)["project"]["dependencies"])
    lines = {match[1]: match[2] for match in re.finditer(r'^\s*"([^"]+)",?[ \t]*(#.*)?$', project, re.MULTILINE)}
    return sorted(one for one in wanted if UPPER_BOUND.search(one) and not (lines.get(one) or "").strip("# "))


def licences(names: list[str]) -> dict[str, str]:
    """Package -> licence, as the metadata of what is installed say; blank where they say nothing."""
    found = {}
    for pinned in names:
        name = pinned.partition("==")[0]
        try:
            found[name] = _licence(distribution(name))
        except PackageNotFoundError:  # for another system or Python
            continue
    return found


def _licence(package: Distribution) -> str:
    said = package.metadata
    classifiers = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License ::")]
    first_line = (said.get("License") or "").strip().partition("\n")[0]  # some put the whole text there
    return said.get("License-Expression") or ", ".join(classifiers) or first_line


def disagreements() -> str:
    """What `pip check` says, blank where all fits."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "check", "--disable-pip-version-check"], capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout.strip()


def vulnerabilities() -> tuple[str, list[str]]:
    """(why it could not be asked or blank, what is known)."""
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        tool = Path(folder) / "bin" / "pip-audit"
        for step in ([sys.executable, "-m", "venv", folder], [f"{folder}/bin/pip", "install", "--quiet", "pip-audit"]):
            if (failed := _failure(step)) is not None:
                return f"pip-audit cannot be installed ({failed})", []
        asked = [
            str(tool),
            "--disable-pip",
            "--require-hashes",
            "--requirement",
            str(LOCK),
            "--format",
            "json",
            "--progress-spinner",
            "off",
        ]
        try:
            done = subprocess.run(asked, capture_output=True, text=True, timeout=600, check=False)
            return read_answer(done.stdout)
        except (subprocess.TimeoutExpired, ValueError, KeyError):
            return "the advisory service does not answer", []


def read_answer(answer: str) -> tuple[str, list[str]]:
    """What pip-audit's JSON says, as `vulnerabilities` does."""
    found = json.loads(answer)["dependencies"]
    # It ends with 0 though it skipped whatever the service does not know, which without a way to it is everything.
    if skipped := sum("skip_reason" in one for one in found):
        return f"the advisory service was not reached for {skipped} of {len(found)} packages", _known(found)
    return "", _known(found)


def _known(found: list[dict[str, Any]]) -> list[str]:
    return [f"{one['name']} {one['version']}: {known['id']}" for one in found for known in one.get("vulns", ())]


def _failure(step: list[str]) -> str | None:
    try:
        done = subprocess.run(step, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        return "it takes too long"
    return None if done.returncode == 0 else f"exit {done.returncode}"


def told() -> Iterator[tuple[str, bool]]:
    """What is checked without a network: a sentence each, and whether it is a fault."""
    lock = LOCK.read_text(encoding="utf-8")
    names = pins(lock)
    for fault in faults_of_lock(lock):
        yield fault, True
    yield f"{len(names)} pinned requirements, {sum(map(len, names.values()))} hashes, no address", False
    for bound in bounds_without_reason(PROJECT.read_text(encoding="utf-8")):
        yield f"held back without a reason: {bound}", True
    if said := disagreements():
        yield f"pip check: {said}", True
    found = licences(list(names))
    unknown = sorted(name for name, licence in found.items() if not licence)
    yield (
        f"{len(found)} installed packages under {len(set(found.values()) - {''})} licences; {len(unknown)} name none in their metadata",
        False,
    )


def main() -> int:
    """Print what is found; the exit code."""
    is_ill = False
    for sentence, is_fault in told():
        is_ill |= is_fault
        sys.stdout.write(f"{'FAULT: ' if is_fault else ''}{sentence}\n")
    for name, licence in sorted(licences(list(pins(LOCK.read_text(encoding="utf-8")))).items()):
        sys.stdout.write(f"  {name}: {licence or 'not said'}\n")
    unasked, known = vulnerabilities()
    for one in known:
        sys.stdout.write(f"FAULT: {one}\n")
    sys.stdout.write(f"known vulnerabilities: not run: {unasked}\n" if unasked else f"known vulnerabilities: {len(known)}\n")
    return 1 if is_ill or known else NOT_RUN if unasked else 0


if __name__ == "__main__":
    raise SystemExit(main())
