"""Invented persons, one for each place of an input into which somebody's data can get: what is found tells where it came from."""

from dataclasses import dataclass

STEMS = {  # what every person of them shares; those of tests/acceptance/canaries.py begin so, too
    "NIK": "3316104503",
    "KPJ": "77k01928",
    "given name": "kanariya",
    "family name": "burungku",
    "account": "770099881",
    "address": "kutilangsari",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is met in one place only."""

    number: int

    @property
    def nik(self) -> str:
        """Sixteen digits, formed as the law wants them."""
        return f"3316104503987{self.number:03d}"

    @property
    def kpj(self) -> str:
        """A membership number."""
        return f"77K01928{self.number:03d}"

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"Kanariyanto{self.number} Burungkuning{self.number}"

    @property
    def account(self) -> str:
        """A bank account."""
        return f"770099881{self.number:03d}501"

    @property
    def address(self) -> str:
        """Where they live."""
        return f"Jalan Kutilangsari {self.number} RT 03/RW 07"

    @property
    def numbers(self) -> str:
        """All their numbers, as a clerk notes them."""
        return f"{self.nik} {self.account} {self.kpj}"

    @property
    def spaced(self) -> str:
        """The NIK and the account as people write them to be read."""
        return f"{self.nik[:6]}.{self.nik[6:12]}.{self.nik[12:]} {self.account[:4]}-{self.account[4:8]}-{self.account[8:]}"

    @property
    def note(self) -> str:
        """Everything, as it stands in a remark."""
        return f"{self.name} ({self.nik}) rek. {self.account}, KPJ {self.kpj}, {self.address}"
