"""A process that makes parts for a run: `python -m flows.monthly.worker`, started and spoken to by `flows.monthly.workers`.

It reads a workplace from its standard input, says that it is READY, then reads one extract after another, and answers each with the part
it made. It writes nothing into the register, and ends at once when the run that started it is gone: no part is made beside the next run.
"""

import ctypes
import os
import pickle
import select
import signal
import sys
import threading
from typing import BinaryIO

READY = b"\x06"  # before it, a death says something about the installation and nothing about an extract
MOVED = 75  # exit code: code or tables are not those under which the run began
UNDONE = None  # answer: not made, for a reason that is not the extract's; the run tries it itself and meets that reason
PR_SET_PDEATHSIG = 1


def main() -> None:
    """Answer until the input ends. What a library prints is thrown away: it may quote a cell."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _killed_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _answer_all(sys.stdin.buffer, answers)


def _answer_all(orders: BinaryIO, answers: BinaryIO) -> None:
    workplace = pickle.load(orders)  # noqa: S301 - from the run that started this process
    from flows.monthly.parts import made_part
    from transforms.fingerprint import release

    now = release(workplace.home.reference, workplace.home.clean).fingerprint  # after the import: what was imported is what is hashed
    if now != workplace.fingerprint:
        sys.exit(MOVED)
    answers.write(READY)
    answers.flush()
    while True:
        try:
            extract = pickle.load(orders)  # noqa: S301 - as above
        except EOFError:
            return
        try:
            answer: object = made_part(workplace, extract)
        except Exception:  # noqa: BLE001 - errors of ours do not all travel; the run meets this one again and raises it itself
            answer = UNDONE
        pickle.dump(answer, answers)
        answers.flush()


def _end_with_parent() -> None:
    """End when the other end of standard input is closed, whatever is being done."""
    watched = select.poll()
    watched.register(sys.stdin.fileno(), 0)  # hanging up is always reported
    watched.poll()
    os._exit(0)


def _killed_with_parent() -> None:
    """Have Linux kill this process when its parent ends: a reader that holds the interpreter's lock keeps the thread above waiting."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    main()
