"""What somebody may type: arguments of `claims`, run within this process on a home that was published once."""

import contextlib
import io
import sys
from pathlib import Path
from unittest.mock import patch

from tests.acceptance.office import Office
from tests.proof.attacks.injected import deliver
from tests.proof.attacks.planted import PERIOD, REFERENCE
from tests.proof.attacks.walked import UNFORESEEN

LAWFUL = {0, 1, 2, 11, 12, 13, 14, 15}
STARTING = {"run", "backfill", "serve", "demo", "sample", "export", "superset"}  # they start servers, or write where they are told


class Unlawful(Exception):
    """A command ended as none may: a traceback, an unforeseen error, another exit code."""


def published_home(folder: Path) -> Path:
    """A home with one publication."""
    office = Office(folder / "home")
    (office.root / "reference").mkdir()
    (office.root / "reference" / "headings.csv").write_text(REFERENCE)
    deliver(office, 1, "klaim", "'; drop table x; --")
    with contextlib.redirect_stderr(io.StringIO()):
        office.run(PERIOD)
    return office.root


def ended(home: Path, arguments: list[str]) -> int:
    """The exit code of `claims --home HOME ARGUMENTS`. Raises Unlawful."""
    from flows.cli.__main__ import main

    if STARTING & set(arguments) and "--period" not in arguments:
        return 0
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with (
        patch.object(sys, "argv", ["claims", "--home", str(home), *arguments]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
            code: object = 0
        except SystemExit as end:
            code = end.code or 0
        out.flush(), err.flush()
    said = (out.buffer.getvalue() + err.buffer.getvalue()).decode()  # type: ignore[attr-defined]
    if code not in LAWFUL or UNFORESEEN in said or "Traceback" in said or "\x1b" in said:
        raise Unlawful(f"exit {code}: {said[-300:]!r}")
    return int(str(code))
