"""Numbers in sentences."""


def number_of(number: int, one: str, many: str = "") -> str:
    """`1 month`, `2 months`; `many` where that is more than an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
