"""What the little programs here have in common: they stay open, and answer each line of stdin with what they see now."""

import json
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

FILE, SQL = sys.argv[1:3]


def answer(ask: Callable[[], list[Any]]) -> None:
    """Print the rows of `ask` as a line of JSON for each line read. Decimals as text, so that their digits are seen."""
    for _ in sys.stdin:
        sys.stdout.write(json.dumps([list(row) for row in ask()], default=_shown) + "\n")
        sys.stdout.flush()


def _shown(value: Any) -> str | int | float:
    if isinstance(value, Decimal):
        return str(value)
    return value.item() if hasattr(value, "item") else str(value)
