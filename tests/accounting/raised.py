"""What an error says, where one is expected."""

from collections.abc import Callable


def raised(error: type[Exception], call: Callable[[], object]) -> str:
    """What the error says; the empty text where there is none."""
    try:
        call()
    except error as told:
        return getattr(told, "what", "") or str(told) or "raised"
    return ""
