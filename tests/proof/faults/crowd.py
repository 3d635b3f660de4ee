"""Two, then eight runs of one home at once."""

from collections.abc import Callable
from contextlib import ExitStack

from tests.acceptance.claims_home import ClaimsHome
from tests.proof.faults.ground import Ground
from tests.proof.faults.trial import Order, Row, as_undisturbed, left_standing, looked_at


def rows(order: Order, ground_of: Callable[[str], Ground]) -> list[Row]:
    """Each crowd publishes once, and none of it fails."""
    return [_row(order, ground_of("run"), size, times) for size, times in ((2, order.count(1, 5)), (8, order.count(1, 3)))]


def _row(order: Order, ground: Ground, size: int, times: int) -> Row:
    row = Row(f"{size} × `claims run` at once")
    for _ in range(times):
        with ground.trial() as home:
            row.tried("started together", _at_once(ground, home, size))
    row.seen.append("one publishes, the others wait and find nothing to do; all end with 0")
    return row


def _at_once(ground: Ground, home: ClaimsHome, size: int) -> list[str]:
    with looked_at(home, ground.before.number, ground.after.number) as look:
        with ExitStack() as stack:
            together = [stack.enter_context(home.running(*ground.command, "--json")) for _ in range(size)]
            said = [process.communicate(timeout=home.longest_s * size) for process in together]
        look.complaints += [f"ended with {each.returncode}: {told}" for each, told in zip(together, said, strict=True) if each.returncode]
        published = sum('"is_new": true' in stdout for stdout, _ in said)
        look.complaints += [] if published == 1 else [f"{published} runs published"]
        look.complaints += left_standing(ground, home, look.reader) + as_undisturbed(ground, home)
    return look.complaints
