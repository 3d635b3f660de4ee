"""Inputs drawn by Hypothesis for everything that reads what others write: it returns or refuses, soon, and in little memory.

Each target runs in a process of its own: `python -m tests.proof.attacks.fuzzed TARGET --examples N --seed N --folder DIR`, which prints
one line of JSON. Whoever hangs is ended by its time limit, whoever grows by its memory limit, and either is a fault.
"""

import argparse
import faulthandler
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.proof.attacks.injected import HOSTILE, ODD_ARGUMENTS

SLOWEST_S = 20.0  # of one input, on a machine that does something else besides
MOST_MIB = 1024  # that all inputs together may add
KEYS = "rows kind withdraws revision amount_paid_idr total title period from to components benefit_type_code claims sender"
VALUES = (
    "nil full JHT 2022-07 1.250.000 Rp27,6_miliar 5,08_% K01 2022-08-10 claim_id row &a *a << !!python/name:os.system ? - --- ... | > ~"
)
YAML_WORDS = st.sampled_from((*KEYS.split(), *VALUES.split(), *HOSTILE))
GLUE = st.sampled_from((": ", "\n", "\n  ", "\n- ", "{", "}", "[", "]", ", ", " ", "\t", "'", '"', "#", "\n\n", "\x00", "\ufeff"))
YAML = st.one_of(
    st.lists(st.tuples(YAML_WORDS, GLUE), max_size=60).map(lambda pairs: "".join(word + glue for word, glue in pairs)),
    st.text(max_size=400),
    st.tuples(st.sampled_from(("[", "{a: ", "- ", "? ", "'", "&a [*a, ")), st.integers(1, 20_000)).map(lambda deep: deep[0] * deep[1]),
    st.integers(5, 40).map(lambda n: "a0: &a0 x\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, n))),
)
Try = Callable[[Path], "Callable[[object], None]"]


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """What came of one target."""

    target: str
    examples: int
    slowest_s: float
    grown_mib: int
    faults: tuple[str, ...]


def manifest(_folder: Path) -> Callable[[str], None]:
    """What a sender says beside an extract."""
    from transforms.manifest import ManifestRefused, parse_manifest

    def attempt(text: str) -> None:
        with suppress(ManifestRefused):
            parse_manifest(text, "f")

    return attempt


def statement(_folder: Path) -> Callable[[str], None]:
    """What somebody typed from an announcement."""
    from expectations.reconciliation.errors import StatementRefused
    from expectations.reconciliation.statement import parse_statement

    def attempt(text: str) -> None:
        with suppress(StatementRefused):
            parse_statement(text, "f")

    return attempt


def correction(_folder: Path) -> Callable[[str], None]:
    """A manual correction's record."""
    from flows.correction_record import CorrectionRefused, parse_correction

    def attempt(text: str) -> None:
        with suppress(CorrectionRefused):
            parse_correction(text, "id", "f")

    return attempt


def mapping(folder: Path) -> Callable[[tuple[str, str]], None]:
    """A table of the home's own: headings, senders, what a sender means by a heading."""
    from transforms.reference import ReferenceTableRefused
    from transforms.vocabulary.errors import VocabularyRefused
    from transforms.vocabulary.load import load

    def attempt(drawn: tuple[str, str]) -> None:
        name, text = drawn
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
        try:
            load(folder)
        except (ReferenceTableRefused, VocabularyRefused):
            pass
        finally:
            path.unlink()

    return attempt


def reader(folder: Path) -> Callable[[tuple[str, bytes]], None]:
    """An extract of any format, through reading, parsing, judging and writing its part."""
    from transforms.decisions import UNDECIDED
    from transforms.errors import ExtractRefused
    from transforms.part import clean_extract
    from transforms.read.shapes import ExtractFile
    from transforms.vocabulary.load import load

    words = load(None)

    def attempt(drawn: tuple[str, bytes]) -> None:
        file_format, content = drawn
        path = folder / "extract"
        path.write_bytes(content)
        (folder / "workspace").mkdir(exist_ok=True)
        with suppress(ExtractRefused):
            clean_extract(
                ExtractFile(path, f"klaim.{file_format}", file_format),
                period=date(2022, 7, 1),
                manifest=None,
                decisions=UNDECIDED,
                vocabulary=words,
                pseudonym_key=bytes(32),
                workspace=folder / "workspace",
                lines_path=folder / "lines.parquet",
                findings_path=folder / "findings.parquet",
                quarantine_share_limit=1.0,
            )

    return attempt


def command(folder: Path) -> Callable[[list[str]], None]:
    """Arguments of the command line, on a home that was published once."""
    from tests.proof.attacks.typed import ended, published_home

    home = published_home(folder)

    def attempt(arguments: list[str]) -> None:
        ended(home, arguments)

    return attempt


def _mutated() -> st.SearchStrategy[tuple[str, bytes]]:
    from tests.proof.attacks.mutated import extracts

    return extracts()


TABLES = ("headings", "senders", "sender_headings", "aliases", "regions", "statutory_amounts", "limits")
CELLS = st.one_of(
    st.sampled_from((*HOSTILE, "", "2022-01-01", "column", "ignored", "comma", "dmy", "JHT", "payment_date", "33.16")), st.text(max_size=20)
)


def _tables() -> st.SearchStrategy[tuple[str, str]]:
    from transforms.decisions import TABLES as SHIPPED

    def rows(name: str) -> st.SearchStrategy[tuple[str, str]]:
        header = (SHIPPED / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        wide = len(header.split(","))
        lines = st.lists(st.lists(CELLS, min_size=wide - 1, max_size=wide + 1).map(",".join), max_size=5).map("\n".join)
        return st.tuples(st.just(name), st.one_of(lines.map(lambda text: f"{header}\n{text}\n"), lines))

    return st.sampled_from(TABLES).flatmap(rows)


WORDS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30).filter(lambda text: "\x00" not in text))
ARGUMENTS = st.one_of(
    st.tuples(st.sampled_from(ODD_ARGUMENTS), WORDS).map(lambda both: [*both[0], both[1]]),
    st.lists(st.one_of(WORDS, st.sampled_from([word for line in ODD_ARGUMENTS for word in line])), max_size=4),
)
TARGETS: dict[str, tuple[Callable[[Path], Callable[..., None]], Callable[[], st.SearchStrategy[object]]]] = {
    "manifest": (manifest, lambda: YAML),
    "statement": (statement, lambda: YAML),
    "correction": (correction, lambda: YAML),
    "mapping": (mapping, _tables),
    "reader": (reader, _mutated),
    "command line": (command, lambda: ARGUMENTS),
}


def fuzz(target: str, examples: int, first_seed: int, folder: Path) -> Fuzzed:
    """So many inputs for one target, in this process."""
    make, drawn = TARGETS[target]
    attempt = make(folder)
    begun_mib, slowest, done, faults = _peak_mib(), 0.0, 0, list[str]()

    def once(given_input: object) -> None:
        nonlocal slowest, done
        faulthandler.dump_traceback_later(SLOWEST_S * 3, exit=True)
        began = time.monotonic()
        try:
            attempt(given_input)
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            faults.append(f"{type(error).__name__}: {error!s:.120} for {given_input!r:.200}")
        finally:
            faulthandler.cancel_dump_traceback_later()
        slowest, done = max(slowest, time.monotonic() - began), done + 1

    checks = settings(max_examples=examples, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    checks(seed(first_seed)(given(drawn())(once)))()
    if slowest > SLOWEST_S:
        faults.append(f"one input took {slowest:.0f} s")
    return Fuzzed(target, done, round(slowest, 2), _peak_mib() - begun_mib, tuple(dict.fromkeys(faults))[:10])


def fuzz_apart(target: str, examples: int, first_seed: int, folder: Path, longest_s: float) -> Fuzzed:
    """The same in a process of its own, with limits of memory and time. One that dies is a fault."""
    folder.mkdir(parents=True, exist_ok=True)
    asked = [sys.executable, "-m", "tests.proof.attacks.fuzzed", target, "--examples", str(examples), "--seed", str(first_seed)]
    try:
        done = subprocess.run([*asked, "--folder", str(folder)], capture_output=True, text=True, timeout=longest_s, check=False)
        told = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None
    except subprocess.TimeoutExpired:
        return Fuzzed(target, 0, longest_s, 0, (f"not done in {longest_s:.0f} s",))
    if told is None:
        return Fuzzed(target, 0, 0.0, 0, (f"its process ended with {done.returncode}: {done.stderr[-300:]}",))
    fuzzed = Fuzzed(**{**told, "faults": tuple(told["faults"])})
    grown = (f"memory grew by {fuzzed.grown_mib} MiB",) if fuzzed.grown_mib > MOST_MIB else ()
    return Fuzzed(target, fuzzed.examples, fuzzed.slowest_s, fuzzed.grown_mib, (*fuzzed.faults, *grown))


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def main() -> None:
    """One target, as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--examples", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, required=True)
    asked = parser.parse_args()
    sys.stdout.write(json.dumps(asdict(fuzz(asked.target, asked.examples, asked.seed, asked.folder))) + "\n")


if __name__ == "__main__":
    main()
