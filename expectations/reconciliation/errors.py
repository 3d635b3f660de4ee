"""What can be wrong with a statement of published figures."""

from collections.abc import Sequence


class PrintedNumberRefused(Exception):
    """A printed number that can be read in no way, or only by guessing."""

    def __init__(self, text: str, problem: str, remedy: str) -> None:
        super().__init__(text, problem, remedy)
        self.text, self.problem, self.remedy = text, problem, remedy

    @property
    def what(self) -> str:
        """What is wrong with the number."""
        return self.problem

    @property
    def where(self) -> str:
        """The number as printed."""
        return f"printed number '{self.text}'"

    @property
    def fix(self) -> str:
        """How to write it instead."""
        return self.remedy


class StatementRefused(Exception):
    """A statement that does not have the shape of one."""

    def __init__(self, file_name: str, place: str, problem: str, remedy: str) -> None:
        super().__init__(file_name, place, problem, remedy)
        self.file_name, self.place, self.problem, self.remedy = file_name, place, problem, remedy

    @property
    def what(self) -> str:
        """What is wrong, in one sentence."""
        return self.problem

    @property
    def where(self) -> str:
        """File, and the place in it."""
        return f"{self.file_name}: {self.place}" if self.place else self.file_name

    @property
    def fix(self) -> str:
        """What to do about it."""
        return self.remedy


class StatementNotFound(Exception):
    """No file and no known statement has this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, known)
        self.name, self.known = name, tuple(known)

    @property
    def what(self) -> str:
        """What was looked for in vain."""
        return "no such statement"

    @property
    def where(self) -> str:
        """The name asked for."""
        return self.name

    @property
    def fix(self) -> str:
        """The names there are."""
        return f"give the path of a YAML file, or one of: {', '.join(self.known) or '(none)'}"
