"""Why a figure cannot be traced, or not be rebuilt."""

from flows.errors import ClaimsError


class NotPublished(ClaimsError):
    """There is no such publication, or it does not show that month."""

    exit_code = 2

    def __init__(self, what: str) -> None:
        super().__init__(
            what, "register: publication", "see `claims publish` for the publications, mart.claims_by_benefit_month for the months"
        )


class NotRecorded(ClaimsError):
    """What the publication was made from was not noted when it was made: it is older than that."""

    exit_code = 14

    def __init__(self, number: int, what: str) -> None:
        super().__init__(
            f"publication {number} cannot be looked behind: {what} was not recorded when it was made",
            "register",
            "trace a later publication; the next run records everything",
        )


class OtherRelease(ClaimsError):
    """The publication was made by other code or tables: only those make the same figures."""

    exit_code = 14

    def __init__(self, number: int, release: str, fingerprint: str, running: str) -> None:
        super().__init__(
            f"publication {number}, or a month that it held back, was made under fingerprint {fingerprint[:12]}: "
            f"it cannot be rebuilt under this one ({running[:12]})",
            "register: condition",
            f"rebuild it with release {release or 'of that time'} and the tables that lay in reference/ then; "
            "without --verify it is traced by the parts recorded",
        )


class PartOfOtherRelease(OtherRelease):
    """The publication goes on counting an extract as other code or tables read it: its period was left out of all later ones."""

    def __init__(self, number: int, period: str, sender_code: str, file_name: str) -> None:
        ClaimsError.__init__(
            self,
            f"publication {number} counts {period} {sender_code} {file_name} as another release, or other tables, read it: "
            "it cannot be rebuilt under those of today",
            "register: ingredients",
            "see why the period is left out: `claims status`; without --verify the publication is traced by the parts recorded",
        )


class PartGone(ClaimsError):
    """The lines of an extract are no longer in clean/, or cannot be read there."""

    exit_code = 13

    def __init__(self, error: Exception) -> None:
        super().__init__(
            f"the lines of an extract behind this figure are gone, or cannot be read ({type(error).__name__})",
            "clean/",
            "trace it with --verify, which makes them anew from the vault and names the part",
        )


class OtherSchema(ClaimsError):
    """The publication's marts had another shape: the same figures have another content hash."""

    exit_code = 14

    def __init__(self, number: int, release: str) -> None:
        super().__init__(
            f"publication {number} was made under another schema of the warehouse: its content hash cannot be compared",
            "register: condition",
            f"`claims trace PERIOD --publication {number} --verify` compares its figures; release {release} its content hash",
        )
