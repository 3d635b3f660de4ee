"""Every command of the product on a home full of invented persons: what it printed, and what its processes were given."""

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.acceptance.claims_home import KEY, ClaimsHome, Ended
from tests.acceptance.extracts import csv_bytes
from tests.acceptance.spoiled import lay_misplaced, lay_spoiled
from tests.proof.attacks.persons import Person
from tests.proof.attacks.planted import LATER, PERIOD, REFERENCE, plain, planted, table

AT_THE_DESK = 60  # the number of the first person that an operator types something about
UNFORESEEN = "something unforeseen happened"


@dataclass(slots=True)
class Walk:
    """A home, all that was said meanwhile, and what was seen of its processes."""

    home: ClaimsHome
    said: list[Ended] = field(default_factory=list)
    given: dict[str, set[bytes]] = field(default_factory=dict)  # what a process is -> its arguments and environment

    def claims(self, *arguments: str, **settings: str) -> Ended:
        """Run a command and keep what it says."""
        ended = self.home.claims(*arguments, **settings)
        self.said.append(ended)
        return ended

    @property
    def unforeseen(self) -> list[str]:
        """Commands that ended in a traceback, or in an error that nobody thought of."""
        return [
            f"{' '.join(one.arguments[:2])}: {one.said[-300:]}" for one in self.said if UNFORESEEN in one.said or "Traceback" in one.said
        ]


def new_walk(folder: Path) -> Walk:
    """A home to be walked through. Its scratch and its person's home lie in `folder`, too."""
    (folder / "tmp").mkdir(parents=True)
    settings = {"TMPDIR": str(folder / "tmp"), "CLAIMS_PSEUDONYM_KEY": KEY, "CLAIMS_BULLETIN": "always"}
    home = ClaimsHome(folder / "home", settings, longest_s=600)
    (home.root / "reference").mkdir(parents=True)
    (home.root / "reference" / "headings.csv").write_text(REFERENCE)
    return Walk(home)


def lay(walk: Walk) -> int:
    """Put everything into the landing zone; how many files."""
    count = 0
    for one in planted():
        for place, content in one.files.items():
            walk.home.lay(place, content)
            count += 1
    lay_spoiled(walk.home)
    lay_misplaced(walk.home)
    return count


def run(walk: Walk) -> None:
    """The first run, with an eye on its processes, and once more with everything logged."""
    with watched(walk):
        walk.claims("run", "--period", PERIOD)
    who = Person(AT_THE_DESK)
    walk.home.lay(f"{LATER}/s01/klaim.csv", csv_bytes(table(plain("AUG", who, LATER))))
    walk.claims("backfill", PERIOD, LATER, "--dry-run")
    walk.claims("backfill", PERIOD, LATER, PREFECT_LOGGING_LEVEL="DEBUG", PREFECT_LOGGING_TO_API_ENABLED="true")


LOOKS: tuple[Sequence[str], ...] = (
    ("status",),
    ("status", "--arrivals"),
    ("quarantine", "list", "--all"),
    ("quarantine", "changes"),
    ("mapping", "list"),
    ("explain", PERIOD),
    ("trace", PERIOD, "--benefit-type", "JHT"),
    ("plan", "--detail"),
    ("doctor", "--every-byte"),
    ("query", "from meta.ledger"),
    ("query", "from meta.extract"),
    ("publish",),
)


def look(walk: Walk) -> None:
    """Every command that shows something, in words and in JSON."""
    for command in LOOKS:
        for as_json in ((), ("--json",)):
            walk.claims(*command, *as_json)


def write(walk: Walk) -> None:
    """Every command that writes something."""
    folder = walk.home.root.parent
    walk.claims("trace", PERIOD, "--verify")
    walk.claims("report", "--period", PERIOD, "--lang", "en")
    walk.claims("report", "--period", PERIOD, "--public")
    walk.claims("export", str(folder / "exported"), "--format", "all")
    walk.claims("export", str(folder / "exported-public"), "--public")
    walk.claims("superset", str(folder / "bundle.zip"))
    for sender in ("s01", "s10", "s17", "s25", "s30"):
        walk.claims("quarantine", "export", "--sender", sender, "--period", PERIOD, "--to", str(folder / "answers"))
    walk.claims("quarantine", "replay")
    walk.claims("publish", "--rollback")
    walk.claims("publish", "--release")


def err(walk: Walk) -> None:
    """Commands with somebody's data in their arguments, statements, records and settings: mistakes that people make."""
    who = Person(AT_THE_DESK + 1)
    folder = walk.home.root.parent / "desk"
    folder.mkdir()
    for number, text in enumerate(statements(who)):
        (folder / f"statement{number}.yaml").write_text(text)
        walk.claims("reconcile", str(folder / f"statement{number}.yaml"))
    for arguments in mistyped(who):
        walk.claims(*arguments)
    walk.claims("status", CLAIMS_WORKERS=who.nik)
    walk.claims("status", CLAIMS_PSEUDONYM_KEY=who.note)
    corrections = walk.home.root / "register" / "corrections"
    corrections.mkdir(exist_ok=True)
    for number, text in enumerate(records(who)):
        record = corrections / f"meja-{number}.yaml"
        record.write_text(text)
        walk.claims("run", "--period", PERIOD)
        record.unlink()


def statements(who: Person) -> list[str]:
    """Statements that are not understood."""
    sound = "title: t\nsource: s\nlanguage: id\nbasis: payment_date\nperiod: {from: 2022-01, to: 2022-07}\nscope: national\n"
    return [
        f"title: {who.name}\n{who.note}: [",
        f"{sound}{who.nik} {who.name}: 1\ncomponents: []\n",
        f'{sound}components:\n  - {{benefit_type_code: JHT, claims: "{who.nik} {who.name}"}}\n',
        f"{sound}components:\n  - {{benefit_type_code: {who.nik}, claims: '2'}}\n",
        f"{sound.replace('2022-07', who.nik)}components: []\n",
        f"{sound.replace('national', who.note)}components: []\n",
    ]


def mistyped(who: Person) -> list[tuple[str, ...]]:
    """Numbers where others belong. What a person types comes back to that screen at most: with its long numbers masked."""
    number, account = who.nik, who.account
    return [
        ("run", "--period", number),
        ("apply", number),
        ("trace", PERIOD, "--branch", number),
        ("trace", PERIOD, "--regency", account),
        ("explain", PERIOD, "--benefit-type", number),
        ("quarantine", "list", "--sender", number),
        ("quarantine", "export", "--sender", number, "--period", PERIOD, "--to", "answers"),
        ("report", "--regency", number),
        ("reconcile", f"/nowhere/{number}.yaml"),
        ("mapping", "accept", number, "--why", account),
        ("mapping", "dialect", number, "--from", PERIOD, "--date-order", "dmy", "--why", account),
        ("approve", "--sender", "s17", "--period", PERIOD, "--row", "5", "--code", "BT01", "--why", f"NIK {number}"),
        ("approve", "--sender", number, "--period", PERIOD, "--claim", account, "--code", "BT01", "--why", "w"),
        ("query", f"select '{number}'::date"),
        ("query", f'select "{number}" from mart.claims_by_benefit_month'),
    ]


def records(who: Person) -> list[str]:
    """Corrections that are not understood, and one that would put a person into the record."""
    frame = "sender: s01\nperiod: 2022-07\nwho: Siti\nwhen: 2022-08-10\nrows: 1\n"
    return [
        f"{frame}why: {who.note}\nmatch: {{claim_id: COL1}}\nset: {{amount_paid_idr: '1'}}\n",
        f"{frame}why: surat\nmatch: {{participant_name: {who.name}}}\nset: {{amount_paid_idr: '1'}}\n",
        f"{frame}why: surat\nmatch: {{claim_id: COL1}}\nset: {{amount_paid_idr: '{who.name}'}}\n",
        f"{frame}why: surat\nmatch: {{claim_id: COL1}}\nset: {{payment_date: {who.account}}}\n",
        f"{who.name}: [{who.nik}",
    ]


BREAKER = """
import importlib.util, os, sys
MODULE, FUNCTION = os.environ["ATTACK_WHERE"].rsplit(".", 1)
class Spoiler:
    def find_spec(self, name, path=None, target=None):
        if name != MODULE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module
        def spoiled(module):
            load(module)
            setattr(module, FUNCTION, broken)
        spec.loader.exec_module = spoiled
        return spec
def broken(*given, **named):
    if os.environ["ATTACK_HOW"] == "abort":
        os.abort()
    raise ValueError(os.environ["ATTACK_WHAT"])
sys.meta_path.insert(0, Spoiler())
"""
CRASHES = (  # what breaks there, with somebody's data in its words, or dies
    ("transforms.part.clean_extract", "raise"),
    ("transforms.part.clean_extract", "abort"),
    ("warehouse.candidate.build", "raise"),
    ("expectations.check.check", "raise"),
    ("warehouse.publish.publish", "raise"),
)
ENOUGH_FOR_WORKERS = 12_000  # lines: two extracts of more than 2 MB each


def crash(walk: Walk) -> None:
    """Runs that break in the middle, in threads and in worker processes, with everything logged."""
    who = Person(AT_THE_DESK + 2)
    folder = walk.home.root.parent / "breaker"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(BREAKER)
    for place in ("w1/a.csv", "w2/b.csv"):
        rows = [[*row[:2], *row[2:]] for row in plain(place[:2].upper(), who) * (ENOUGH_FOR_WORKERS // 12)]
        numbered = [[f"{row[0]}-{n}", f"{row[1]}-{n}", *row[2:]] for n, row in enumerate(rows)]
        walk.home.lay(f"2022-09/{place}", csv_bytes(table(numbered)).replace(b"/07/2022", b"/09/2022"))
    for where, how in CRASHES:
        broken = {"ATTACK_WHERE": where, "ATTACK_HOW": how, "ATTACK_WHAT": f"could not parse {who.note!r}"}
        path = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH"))))
        walk.claims(
            "run", "--period", "2022-09", PYTHONPATH=path, PREFECT_LOGGING_LEVEL="DEBUG", PREFECT_LOGGING_TO_API_ENABLED="true", **broken
        )
    walk.claims("run", "--period", "2022-09")
    (folder / "sitecustomize.py").unlink()


@contextmanager
def watched(walk: Walk) -> Iterator[None]:
    """Note arguments and environment of every process of this home during the block."""
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(walk, over))
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _watch(walk: Walk, over: threading.Event) -> None:
    sought = str(walk.home.root).encode()
    while not over.is_set():
        for process in Path("/proc").iterdir():
            try:
                command, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
            except OSError:  # no process, or gone
                continue
            if sought in command:
                name = "the API" if b"api_process.py" in command else "a worker" if b"flows.monthly.worker" in command else "the command"
                walk.given.setdefault(name, set()).update((command, environment))
        time.sleep(0.2)
