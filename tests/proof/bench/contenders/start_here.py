"""What a run needs of others, begun as this pipeline begins it: the API as a sibling process, both imports while that starts."""

import sys
from pathlib import Path
from threading import Thread

from flows.orchestrator.api import embedded_api

if __name__ == "__main__":
    with embedded_api(Path(sys.argv[1])) as api:
        checks = Thread(target=lambda: __import__("great_expectations"))
        checks.start()
        import prefect.flows  # noqa: F401

        checks.join()
        api.wait()
