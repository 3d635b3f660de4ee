"""Words as they are compared. No engine is imported here: what a word means is asked before any is."""

from functools import lru_cache

REMEMBERED = 4096  # texts: each cell of the first rows is compared many times, under every separator


@lru_cache(REMEMBERED)
def bare(text: str) -> str:
    """A heading or word as it is compared: letters and digits only, case folded."""
    return "".join(character for character in text.casefold() if character.isalnum())
