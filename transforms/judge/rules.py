"""The rule table: every rule that a line can break. A code is for ever; a rule's place is its bit in the mask.

To add a rule, add a row to its family's tuple. Where the line alone cannot tell, see `judge.claims`.
"""

from transforms.judge.benefits import BENEFITS
from transforms.judge.dates import DATES
from transforms.judge.identity import IDENTITY, IDENTITY_IN_WORDS
from transforms.judge.payments import PAYMENTS
from transforms.judge.people import PEOPLE
from transforms.judge.rule import Rule
from transforms.judge.statutory import STATUTORY

RULES: tuple[Rule, ...] = (*IDENTITY, *BENEFITS, *DATES, *PAYMENTS, *PEOPLE, *STATUTORY, *IDENTITY_IN_WORDS)
CODES = tuple(rule.code for rule in RULES)

# The bit of each code in the 64-bit mask of broken rules.
BIT = {code: 1 << place for place, code in enumerate(CODES)}


def mask_of(*codes: str) -> int:
    """The bits of these codes together."""
    return sum(BIT[code] for code in codes)


ERRORS = mask_of(*(rule.code for rule in RULES if rule.severity == "error"))
WARNINGS = mask_of(*(rule.code for rule in RULES if rule.severity == "warning" and rule.code != "ID04"))
