"""What can go wrong around a run, and the exit code that says so.

Every error that a person is meant to see carries `what`, `where` and `fix`; the rooms below have their own, of the same shape.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

NO_SPACE = "No space left on device"  # the system's words, wherever an engine wraps them


@runtime_checkable
class Explained(Protocol):
    """An error that a person can act on."""

    what: str
    where: str
    fix: str


class ClaimsError(Exception):
    """An error of use, data or installation, shown without a traceback."""

    exit_code = 1

    def __init__(self, what: str, where: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.where, self.fix = what, where, fix


class UsageRefused(ClaimsError):
    """The command was called with something it cannot take."""

    exit_code = 2


class NoExtracts(ClaimsError):
    """Nothing has been delivered for the period, or nothing of it counts: `passed_over` says why, where that is not told otherwise."""

    exit_code = 12

    def __init__(self, periods: list[str], landing: Path | str, *, is_first: bool = False, passed_over: Sequence[str] = ()) -> None:
        left = "nothing has been published yet" if is_first else "the last publication stands"
        super().__init__(
            "; ".join([f"no usable extract for {', '.join(periods)}", *passed_over, left]),
            f"{landing}/<period>/<sender>/",
            "put the senders' extracts there (csv, csv.gz, xlsx, parquet), "
            "or ask for another period (claims run --period, or backfill FIRST LAST)",
        )


class NothingPublished(ClaimsError):
    """There is no warehouse to look at yet."""

    exit_code = 13

    def __init__(self, where: str) -> None:
        super().__init__("nothing has been published yet", where, "run `claims run --period 2022-07` with extracts in landing/")


class NothingToPlan(ClaimsError):
    """There is no extract of which anything could be published."""

    exit_code = NoExtracts.exit_code

    def __init__(self, periods: list[str], landing: Path | str) -> None:
        super().__init__(
            f"nothing to plan: no usable extract for {', '.join(periods)}" if periods else "nothing to plan: no extract has come yet",
            f"{landing}/<period>/<sender>/",
            "put the senders' extracts there (csv, csv.gz, xlsx, parquet)" + (", or name other periods: claims plan" if periods else ""),
        )


class InputsHeld(ClaimsError):
    """These inputs were rejected by a rollback and have not changed since."""

    exit_code = 12

    def __init__(self, number: int) -> None:
        super().__init__(
            f"publication {number} was rolled back and its inputs have not changed since; the standing publication stays",
            "register: hold",
            "correct the extracts, or let them through with: claims publish --release",
        )


class ConfigurationRefused(ClaimsError):
    """A setting is unknown or does not fit."""

    exit_code = 14


class DecisionsRefused(ClaimsError):
    """A table of the home in which people decided about a sender's extracts cannot be taken as it stands."""

    exit_code = 14


class HomeUnwritable(ClaimsError):
    """The home cannot be written."""

    exit_code = 14

    def __init__(self, home: Path, reason: str) -> None:
        super().__init__(
            f"the home cannot be written ({reason})",
            str(home),
            "give a writable folder with --home or CLAIMS_HOME, or mend its permissions",
        )


class NothingHere(ClaimsError):
    """The home named has never been run in: probably it is not the one that was meant."""

    exit_code = 14

    def __init__(self, home: Path) -> None:
        super().__init__(
            "nothing has been run in this home yet",
            str(home),
            "see whether --home or CLAIMS_HOME names the right folder; `claims run` makes a new one",
        )


class KeyRefused(ClaimsError):
    """The pseudonym key is missing, changed, readable by others, or not a key."""

    exit_code = 14


class HomeBusy(ClaimsError):
    """Another run holds the home's lock."""

    exit_code = 1

    def __init__(self, lock: Path, waited_s: float) -> None:
        super().__init__(
            f"another run is writing to this home (waited {waited_s:.0f} s)",
            str(lock),
            "wait for it to end, or raise CLAIMS_LOCK_WAIT_SECONDS",
        )


class DiskFull(ClaimsError):
    """No room is left; nothing was published."""

    def __init__(self, where: str) -> None:
        super().__init__(
            "no space is left on the disk; nothing was published, the last publication stands",
            where,
            "free some room and run the same command again: it goes on where it stopped",
        )


class VaultDamaged(ClaimsError):
    """Bytes in the vault are no longer those of their name, gone, or beyond reading; `reason` is the system's word for it."""

    exit_code = 11

    def __init__(self, sha256: str, reason: str) -> None:
        super().__init__(
            f"an extract in the vault cannot be used ({reason})",
            f"vault/{sha256}",
            "put the sender's file into landing/ again: it is taken into the vault anew (what is no file there, remove first)",
        )


class StocksUnbalanced(ClaimsError):
    """Participants accepted and participants counted differ: nothing is published from such a count."""

    exit_code = 13

    def __init__(self, accepted: int, counted: int, displaced: int) -> None:
        super().__init__(
            f"of {accepted} participants accepted {counted} are counted and {displaced} displaced; nothing was published",
            "clean/, months/",
            "this is a fault of the program: report it, with the output of `claims doctor`",
        )
