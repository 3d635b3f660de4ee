"""The rule tables: every rule that a line of each contract can break. A code is for ever; a rule's place is its bit in the mask.

To add a rule, add a row to its family's tuple. Where the line alone cannot tell, see `judge.claims`.
"""

from dataclasses import dataclass
from functools import cached_property

from transforms.judge.benefits import BENEFITS
from transforms.judge.dates import DATES
from transforms.judge.identity import IDENTITY, IDENTITY_DESTROYED, IDENTITY_IN_WORDS
from transforms.judge.participation import PARTICIPATION
from transforms.judge.payments import PAYMENTS
from transforms.judge.people import PEOPLE, PEOPLE_DESTROYED
from transforms.judge.rule import Rule
from transforms.judge.statutory import STATUTORY


@dataclass(frozen=True)
class RuleTable:
    """The rules of one contract. `conflict`: the code of lines of one key that differ; `repeat`: that of lines said again."""

    rules: tuple[Rule, ...]
    conflict: str
    repeat: str

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every code, in the order of the bits."""
        return tuple(rule.code for rule in self.rules)

    @cached_property
    def errors(self) -> int:
        """The bits that set a line aside."""
        return mask_of(*(rule.code for rule in self.rules if rule.severity == "error"))

    @cached_property
    def warnings(self) -> int:
        """The bits that an accepted line may have."""
        return mask_of(*(rule.code for rule in self.rules if rule.severity == "warning" and rule.code != self.repeat))


CLAIM_RULES = RuleTable(
    (*IDENTITY, *BENEFITS, *DATES, *PAYMENTS, *PEOPLE, *STATUTORY, *IDENTITY_IN_WORDS, *IDENTITY_DESTROYED, *PEOPLE_DESTROYED),
    "ID02",
    "ID04",
)
PARTICIPATION_RULES = RuleTable(PARTICIPATION, "PC06", "PC07")
RULE_TABLES = (CLAIM_RULES, PARTICIPATION_RULES)

RULES: tuple[Rule, ...] = CLAIM_RULES.rules
CODES = CLAIM_RULES.codes
# The bit of each code in the 64-bit mask of broken rules; those of each contract begin anew.
BIT = {code: 1 << place for table in RULE_TABLES for place, code in enumerate(table.codes)}


def mask_of(*codes: str) -> int:
    """The bits of these codes together."""
    return sum(BIT[code] for code in codes)


ERRORS = CLAIM_RULES.errors
WARNINGS = CLAIM_RULES.warnings
