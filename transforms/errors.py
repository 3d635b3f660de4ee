"""Why an extract as a whole cannot be used. Codes are for ever; nothing here ever holds a value of a line."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an unknown heading could mean, or a known one that another column means too (`is_double`), of which one is to be ignored.

    `canonical`: '' where nothing is proposed; `patterns`: shapes of its cells, at most five.
    """

    heading: str
    canonical: str
    similarity: float  # 0 to 1
    patterns: tuple[str, ...]
    why: str
    is_double: bool = False


@dataclass(eq=False)
class ExtractRefused(Exception):
    """One extract is unusable; the others go on. `file_name` is masked by the caller, `evidence` holds counts and patterns only."""

    code: str
    file_name: str
    what: str
    fix: str
    evidence: dict[str, str] = field(default_factory=dict)
    place: str = ""
    proposals: tuple[Proposal, ...] = ()  # for the headings of EX03 that need a decision

    def __post_init__(self) -> None:
        super().__init__(self.code, self.file_name, self.what, self.fix, self.evidence, self.place, self.proposals)

    @property
    def where(self) -> str:
        """The file, and the sheet or row where one is known."""
        return f"{self.file_name}, {self.place}" if self.place else self.file_name

    def __str__(self) -> str:
        return f"{self.code} {self.where}: {self.what}"


class RowsUnaccounted(Exception):
    """A ledger does not balance: rows or sen were lost or counted twice. A fault of this code, never of the sender."""

    def __init__(self, read: int, accounted: int, unit: str) -> None:
        super().__init__(read, accounted, unit)
        self.read, self.accounted, self.unit = read, accounted, unit

    @property
    def what(self) -> str:
        """What is wrong, in one sentence."""
        return f"{self.read} {self.unit} were read but {self.accounted} are accounted for"

    @property
    def where(self) -> str:
        """The ledger concerned."""
        return "the extract's ledger"

    @property
    def fix(self) -> str:
        """What to do about it."""
        return "report it: nothing was published from this extract, and no change to the file will help"

    def __str__(self) -> str:
        return self.what
