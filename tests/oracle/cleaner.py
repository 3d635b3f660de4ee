"""A slow, obvious cleaner in plain Python: rows of text in, codes, outcomes, keys out. It shares only the tables with `transforms`."""

from datetime import date

from tests.oracle.line import Line
from tests.oracle.line_rules import judge
from tests.oracle.lines_together import key_of, same_payments, together


def clean(texts: list[dict[str, str | None]], period: date) -> list[Line]:
    """Every line with all codes it breaks, its outcome, and its key."""
    lines = [Line(row, text) for row, text in enumerate(texts, start=2)]
    for line in lines:
        judge(line, period)
    for line in lines:
        line.line_key = key_of(line, lines)
    same_payments(lines)
    together([line for line in lines if line.pays and not line.is_wrong and "ID04" not in line.codes])
    for line in lines:
        line.outcome = outcome(line)
    return lines


def outcome(line: Line) -> str:
    if line.is_wrong:
        return "quarantined"
    if not line.pays:
        return "not_a_payment"
    return "duplicate" if "ID04" in line.codes else "accepted"
