"""What can go wrong around Prefect, apart from the run itself."""

from pathlib import Path

from flows.errors import ClaimsError


class ApiUnreachable(ClaimsError):
    """PREFECT_API_URL names a server that does not answer as a Prefect API."""

    exit_code = 14

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"the Prefect API does not answer ({reason})",
            f"PREFECT_API_URL={url}",
            "start that server (prefect server start), correct PREFECT_API_URL, or unset it: the run then brings an API of its own",
        )


class ApiDidNotStart(ClaimsError):
    """The API that a run brings along ended, or did not answer in time."""

    exit_code = 1

    def __init__(self, reason: str, log: Path, last_lines: str) -> None:
        said = f"; its last words:\n{last_lines}" if last_lines else ""
        super().__init__(
            f"Prefect's own API did not start: {reason}{said}",
            str(log),
            "run again; if it stays so, move the .prefect folder away: it holds the history of runs, no figures",
        )
        self.last_lines = last_lines


class ApiDied(ClaimsError):
    """The API that a run brings along ended in the middle of the run."""

    exit_code = 1

    def __init__(self, log: Path, last_lines: str) -> None:
        said = f"; its last words:\n{last_lines}" if last_lines else ""
        super().__init__(
            f"Prefect's own API ended in the middle of the run{said}",
            str(log),
            "run again: parts that were made are kept, and only the rest is done",
        )


class SchedulesUnreadable(ClaimsError):
    """prefect.yaml, where the crons stand, is missing or does not hold what is asked."""

    exit_code = 14

    def __init__(self, what: str, schedules_file: Path) -> None:
        super().__init__(
            what,
            str(schedules_file),
            "run from a checkout of the project, which has prefect.yaml at its top, with one deployment for each flow",
        )
