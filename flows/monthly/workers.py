"""Who makes the parts of a run: worker processes where there is much to make, else threads of this one.

A part is a function of its extract alone, so workers share nothing; they hand the record of each part back, and only the run writes.
"""

import heapq
import os
import shutil
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol, Self

from flows.arrivals.standing import Extract
from flows.errors import ClaimsError
from flows.monthly.parts import Made, died_over, keep, make_part
from flows.monthly.worker import MOVED
from flows.monthly.worker_process import Died, WorkerProcess
from flows.monthly.workplace import Workplace
from flows.progress import Remaining
from warehouse.register.records import PartRecord

WORTH_A_PROCESS = 2_000_000  # bytes of extracts for each process; below, starting it costs more than it saves
STOPPED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # somebody wants it to end: no fault of the extract

ENDED = "a worker process was ended from outside"


class WorkerStopped(ClaimsError):
    """A worker process was ended from outside, or cannot work under what the run began with. The parts made so far stay."""


class Makers(Protocol):
    """Makes parts, several at a time."""

    def make(self, extract: Extract) -> "Future[PartRecord]":
        """Have the part of this extract made and recorded. Of those that wait, the biggest extract is next."""


@contextmanager
def makers(workplace: Workplace, extracts: Sequence[Extract]) -> Iterator[Makers]:
    """Who makes the parts of these extracts: as many processes as the setting `workers` says and the work is worth, or this one."""
    sizes = [extract.arrival.size_bytes for extract in extracts]
    remaining = Remaining("cleaning", len(sizes), sum(sizes))
    processes = processes_worth(sizes, workplace.settings.workers)
    chosen: _Here | Workers = Workers(workplace, processes, remaining) if processes > 1 else _Here(workplace, remaining)
    with chosen:
        yield chosen


def make_all(workplace: Workplace, extracts: Sequence[Extract]) -> list[PartRecord]:
    """The parts of these extracts, in their order."""
    with makers(workplace, extracts) as at_work:
        making = [at_work.make(extract) for extract in extracts]
        return [made.result() for made in making]


def processes_worth(sizes: Sequence[int], workers: int) -> int:
    """How many processes to start for extracts of these sizes in bytes; 1: none beside this one.

    One extract takes as long as it takes, on the cores of its process: where it is nearly all there is, it gets all of them.
    """
    return max(1, min(workers, len(sizes), sum(sizes) // WORTH_A_PROCESS, round(sum(sizes) / max([1, *sizes]))))


def polars_threads(processes: int) -> int:
    """How many threads each process gets, so that all together have one per core."""
    return max(1, (os.cpu_count() or 1) // processes)


class _Here:
    """Makes parts in this process, several at a time; Polars uses all cores for each."""

    def __init__(self, workplace: Workplace, remaining: Remaining) -> None:
        self._workplace, self._remaining = workplace, remaining
        self._threads = ThreadPoolExecutor(workplace.settings.workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)

    def make(self, extract: Extract) -> "Future[PartRecord]":
        return self._threads.submit(self._make, extract)

    def _make(self, extract: Extract) -> PartRecord:
        self._remaining.begin(_name(extract))
        record = make_part(self._workplace, extract)
        self._remaining.end(extract.arrival.size_bytes)
        return record


@dataclass(order=True)
class _Order:
    """An extract that waits. Those that a worker died over come last, the others by size."""

    is_second_try: bool
    minus_bytes: int
    place: int
    extract: Extract = field(compare=False)
    made: "Future[PartRecord]" = field(compare=False)


class Workers:
    """So many worker processes, each tended by a thread. Where one dies, its extract is known: it is tried once more, alone."""

    def __init__(self, workplace: Workplace, processes: int, remaining: Remaining) -> None:
        self._workplace, self._remaining = workplace, remaining
        self._polars_threads = polars_threads(processes)
        self._changed = threading.Condition()
        self._waiting: list[_Order] = []
        self._ordered = self._busy = 0
        self._is_alone = self._is_closed = False
        self._running: set[WorkerProcess] = set()
        self._threads = [threading.Thread(target=self._tend, daemon=True) for _ in range(processes)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._is_closed = True
            for process in self._running:
                process.kill()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()
        for order in self._waiting:
            order.made.cancel()

    def make(self, extract: Extract) -> "Future[PartRecord]":
        """See Makers."""
        made: Future[PartRecord] = Future()
        with self._changed:
            self._ordered += 1
            heapq.heappush(self._waiting, _Order(False, -extract.arrival.size_bytes, self._ordered, extract, made))
            self._changed.notify_all()
        return made

    def _tend(self) -> None:
        """Keep one worker at work until all is over."""
        worker: WorkerProcess | None = None
        while (order := self._next()) is not None:
            try:
                worker = worker or self._started()
                self._remaining.begin(_name(order.extract))
                self._settle(order, worker.ask(order.extract))
            except Died as died:
                self._ended(worker)
                worker = None
                try:
                    self._bury(order, died.code)
                except BaseException as error:  # noqa: BLE001 - as below: a full disk must not leave anybody waiting for ever
                    order.made.set_exception(error)
            except BaseException as error:  # noqa: BLE001 - whoever waits for the part is told
                order.made.set_exception(error)
            self._done(order)
        self._ended(worker)

    def _next(self) -> _Order | None:
        with self._changed:
            while not self._is_closed:
                if self._waiting and not self._is_alone and not (self._waiting[0].is_second_try and self._busy):
                    order = heapq.heappop(self._waiting)
                    self._busy, self._is_alone = self._busy + 1, order.is_second_try
                    return order
                self._changed.wait()
        return None

    def _done(self, order: _Order) -> None:
        with self._changed:
            self._busy, self._is_alone = self._busy - 1, self._is_alone and not order.is_second_try
            self._changed.notify_all()

    def _settle(self, order: _Order, made: Made | None) -> None:
        # What was left undone there is done here, so that whatever is wrong is raised as it is.
        record = make_part(self._workplace, order.extract) if made is None else keep(self._workplace, order.extract, made)
        self._remaining.end(order.extract.arrival.size_bytes)
        order.made.set_result(record)

    def _bury(self, order: _Order, code: int) -> None:
        """What becomes of an extract whose worker died: once more, alone, since another may have taken its memory; then it is refused."""
        shutil.rmtree(self._workplace.home.workspace / order.extract.part_id, ignore_errors=True)
        if (stopped := self._stopped_by(code)) is not None:
            order.made.set_exception(stopped)
        elif not order.is_second_try:
            with self._changed:
                heapq.heappush(self._waiting, replace(order, is_second_try=True))
        else:
            self._settle(order, died_over(self._workplace, order.extract, _told(code)))

    def _started(self) -> WorkerProcess:
        """A worker that is ready. Raises WorkerStopped where none can be started: that is no fault of the extract."""
        try:
            worker = WorkerProcess(self._workplace, self._polars_threads)
        except OSError as error:
            raise _unable(error.strerror or type(error).__name__) from error
        with self._changed:
            self._running.add(worker)
            if self._is_closed:
                worker.kill()
        try:
            worker.begin()
        except Died as died:
            self._ended(worker)
            raise self._never_began(died.code) from None
        return worker

    def _never_began(self, code: int) -> WorkerStopped:
        return self._stopped_by(code) or _unable(_told(code))

    def _stopped_by(self, code: int) -> WorkerStopped | None:
        """Where a worker's death says nothing about what it did."""
        return _stopped(ENDED) if self._is_closed else _stopped_by(code)

    def _ended(self, worker: WorkerProcess | None) -> None:
        if worker is not None:
            with self._changed:
                self._running.discard(worker)
            worker.end()


def _name(extract: Extract) -> str:
    arrival = extract.arrival
    return f"{arrival.period} {arrival.sender_code} {arrival.file_name}"


def _told(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit {code}"


def _stopped_by(code: int) -> WorkerStopped | None:
    if -code in STOPPED:
        return _stopped(ENDED)
    return _stopped("the code or a reference table changed while the run was under way") if code == MOVED else None


def _unable(why: str) -> WorkerStopped:
    what = f"a worker process cannot be started ({why}): nothing is known of any extract by that, and none was refused"
    fix = "see why: `python -m flows.monthly.worker` must start and wait; or do without: CLAIMS_WORKERS=1"
    return WorkerStopped(what, f"{sys.executable} -m flows.monthly.worker", fix)


def _stopped(what: str) -> WorkerStopped:
    return WorkerStopped(what, "claims run", "run the same command again: it goes on where it stopped")
