"""Why an answer cannot be made."""

from flows.errors import ClaimsError, UsageRefused


class WorkbookUnmarkable(ClaimsError):
    """The sender's workbook cannot be marked without a risk of changing more than the marks."""

    exit_code = 11

    def __init__(self, what: str, where: str = "the sender's workbook") -> None:
        super().__init__(what, where, "save it anew in a spreadsheet program, put that file into landing/, run, and export again")


class DestinationRefused(UsageRefused):
    """The folder given is no place for personal values, or no folder."""
