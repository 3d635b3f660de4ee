"""One worker process as the run sees it: started, given a workplace, asked for parts, ended."""

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from flows.arrivals.standing import Extract
from flows.monthly.parts import Made
from flows.monthly.traces import Traces
from flows.monthly.worker import READY
from flows.monthly.workplace import Workplace
from flows.settings import Settings

ROOT = Path(__file__).parents[2]  # where `flows` is found, installed or not


class Died(Exception):
    """The worker ended before it had answered."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class WorkerProcess:
    """One worker process. It has the home's path among its arguments, for whoever looks at a list of processes."""

    def __init__(self, workplace: Workplace, threads: int) -> None:
        self._workplace = workplace
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "flows.monthly.worker", str(workplace.home.root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={**os.environ, "POLARS_MAX_THREADS": str(threads)},
            start_new_session=True,  # Ctrl-C is for the run, which then ends its workers
        )

    def begin(self) -> None:
        """Give it the workplace, and wait until it is ready to work there. Raises Died."""
        workplace = self._workplace
        plain = Settings.model_construct(**{name: getattr(workplace.settings, name) for name in Settings.model_fields})
        traces = Traces(workplace.home.register, workplace.home.reference, workplace.key, workplace.release)
        self._send(replace(workplace, settings=plain, traces=traces))
        said = self._process.stdout.read(len(READY))  # type: ignore[union-attr]
        if said != READY:
            if said:
                self.kill()  # it is something else than a worker
            raise Died(self._code())

    def ask(self, extract: Extract) -> Made | None:
        """The part of this extract; None where it could not be made for a reason that is not the extract's. Raises Died."""
        self._send(extract)
        try:
            answer: Made | None = pickle.load(self._process.stdout)  # type: ignore[arg-type]  # noqa: S301 - from a process of ours
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            raise Died(self._code()) from None
        return answer

    def kill(self) -> None:
        """Have it end now. Its answer will not come."""
        self._process.kill()

    def end(self) -> None:
        """It is not needed any more."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what it never read
                pipe.close()  # type: ignore[union-attr]

    def _send(self, what: object) -> None:
        try:
            pickle.dump(what, self._process.stdin)  # type: ignore[arg-type]
            self._process.stdin.flush()  # type: ignore[union-attr]
        except (OSError, ValueError):
            raise Died(self._code()) from None

    def _code(self) -> int:
        return self._process.wait()
