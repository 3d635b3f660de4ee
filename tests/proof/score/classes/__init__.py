"""Every class of defect, as rows of data; and why some cannot be told from sound months."""

from tests.proof.score.classes.amounts import AMOUNTS
from tests.proof.score.classes.codes import CODES
from tests.proof.score.classes.dates import DATES
from tests.proof.score.classes.deliveries import DELIVERIES
from tests.proof.score.classes.numbers import NUMBERS
from tests.proof.score.classes.people import PEOPLE
from tests.proof.score.classes.structure import STRUCTURE
from tests.proof.score.scene import Defect

CLASSES: tuple[Defect, ...] = (*DELIVERIES, *AMOUNTS, *DATES, *CODES, *PEOPLE, *STRUCTURE, *NUMBERS)

# Classes that are missed, wholly or at times, and why no check is made of them.
ESCAPES = {
    "D16": "an office's month varies by about a tenth beside the others: a limit that heard this would call out in sound months, too. "
    "A manifest with the number of rows (EX07) hears it for certain",
    "N08": "a correction may raise or lower an amount, and says no more than that; only the office knows which it should have been",
}
