"""What the sample generator refuses."""


class SampleRefused(Exception):
    """The plan asks for something that cannot be written."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix

    @property
    def where(self) -> str:
        """Where the plan comes from."""
        return "claims sample"
