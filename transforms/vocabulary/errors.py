"""Why the reference tables cannot be used."""


class VocabularyRefused(Exception):
    """A reference table holds something that cannot be understood, or the home has a table that nobody reads."""

    def __init__(self, table: str, what: str, fix: str) -> None:
        super().__init__(table, what, fix)
        self.table, self.what, self.fix = table, what, fix

    @property
    def where(self) -> str:
        """The table concerned, shipped or of the home."""
        return f"reference/{self.table}.csv (over transforms/tables/{self.table}.csv)"

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"
