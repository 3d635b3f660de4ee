"""Words as they are compared. No engine is imported here: what a word means is asked before any is."""


def bare(text: str) -> str:
    """A heading or word as it is compared: letters and digits only, case folded."""
    return "".join(character for character in text.casefold() if character.isalnum())
