"""What a run cannot do without: Prefect and Great Expectations imported, Prefect's API answering. Timed cold, from outside."""

import json
import sys
import time
from pathlib import Path


def main(prefect_home: Path) -> None:
    """One after the other, in one process."""
    began = time.monotonic()
    import great_expectations  # noqa: F401

    imported = time.monotonic()
    from flows.orchestrator.api import embedded_api

    with embedded_api(prefect_home) as api:
        from prefect import flow  # noqa: F401

        api.wait()
        up = time.monotonic()
    sys.stdout.write(json.dumps({"great_expectations": imported - began, "prefect and its API": up - imported}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
