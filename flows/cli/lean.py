"""Commands that only look do without pandas."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_pandas() -> Iterator[None]:
    """For the block pandas cannot be imported, unless it was before. Not around anything that checks: Great Expectations needs it.

    DuckDB imports it, with numpy and pyarrow, at the first parameter of a query, only to see whether that is a frame: half a second.
    """
    if "pandas" in sys.modules:
        yield
        return
    sys.modules["pandas"] = None  # type: ignore[assignment]  # how an import is told that there is no such module
    try:
        yield
    finally:
        del sys.modules["pandas"]
