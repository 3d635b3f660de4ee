"""The past of an office over many publications: late lines, corrections of every kind, held months, rollbacks, changed settings."""

import json
from dataclasses import dataclass, field
from random import Random
from unittest.mock import patch

from expectations.findings import Finding
from flows.monthly.restatement import Policy
from flows.monthly.rollback import release, roll_back
from tests.acceptance.extracts import Table, csv_bytes, xlsx_bytes
from tests.acceptance.office import ANYTHING, Office

HEADINGS = ("KODE KLAIM", "NO PEMBAYARAN", "PROGRAM", "KOMPONEN MANFAAT", "SEGMEN", "NIK", "KODE KABUPATEN", "TGL BAYAR", "NOMINAL")
PAID = (("JHT", "JHT_PENUH"), ("JP", "JP_HARI_TUA_SEKALIGUS"))
PEOPLE = ("3316014503800001", "3316020107810002", "3318035212700003", "3316041501900004", "3317056808950005", "")
SENDERS = ("kudus", "pati", "rembang")
SENDERS_HEADER = "sender_code,sender_name,valid_from,valid_to,branch_code,amount_form,date_order,source\n"
LATE_ONLY = Policy("late", 2)
PASSED = Finding(
    "marts", "drawn by hand", None, "warning", passed=True, observed=None, unexpected_count=0, evaluated_count=0, notes="", relation=""
)
Row = tuple[str, ...]


@dataclass
class History:
    """Makes one publication after another. `every_restatement` of them may change anything, the others late lines of recent months."""

    office: Office
    luck: Random
    lines: int = 8  # of an extract's own month
    last: int = 0
    rows: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    added: str = ""  # place and name of the last file beside the others, without its ending

    def begin(self) -> None:
        self.office.home.prepare()
        self.expect(*SENDERS)

    def expect(self, *senders: str) -> None:
        rows = [f"{sender},{sender},2015-07-01,,K01,,,drawn by hand\n" for sender in senders]
        (self.office.home.reference / "senders.csv").write_text(SENDERS_HEADER + "".join(rows))

    def publish(self, number: int) -> None:
        """The month of this number, and what happens to the months before it."""
        for sender in SENDERS:
            if number % 5 or sender != "rembang":
                self._deliver(number, sender)
        if number > 1:
            self._amend(number)
        if number % 6 == 4:
            (self.office.root / "claims.toml").write_text(f"maturity_months = {number % 4}\n")
        if number % 9 == 6:
            self.expect(*SENDERS[: 2 + number % 2], "blora")
        policy = ANYTHING if number % 4 == 0 else LATE_ONLY
        self.office.run(*(period(one) for one in range(1, number + 1)), policy=policy)

    def roll_back(self) -> None:
        """The figures of the publication before, once more; without Great Expectations, which has judged them."""
        with patch("flows.monthly.candidate.check", lambda *_, **__: [PASSED]):
            roll_back(self.office.root)
        release(self.office.root)

    def _deliver(self, number: int, sender: str) -> None:
        rows = [self._paid(number) for _ in range(self.lines)]
        rows += [self._paid(max(1, number - self.luck.choice([1, 1, 2, 5]))) for _ in range(2)]
        earlier = self.rows.get((period(number - 1), sender))
        if earlier and self.luck.random() < 0.5:  # a payment once more, the same or otherwise
            again = self.luck.choice(earlier)
            rows.append(again if self.luck.random() < 0.5 else (*again[:-1], f"{again[-1]}5"))
        self._put(number, sender, rows)

    def _put(self, number: int, sender: str, rows: list[Row]) -> None:
        self.rows[period(number), sender] = rows
        table = Table(HEADINGS, tuple(rows))
        is_book = sender == "pati"
        content = xlsx_bytes({"BAYAR": table.cells()}) if is_book else csv_bytes(table)
        self.office.deliver(f"{period(number)}/{sender}/bayar.{'xlsx' if is_book else 'csv'}", content)

    def _amend(self, number: int) -> None:
        """Something happens to an earlier month: its extract comes anew, a delta, a file withdrawn, a correction by hand."""
        month, sender = self.luck.randrange(1, number), self.luck.choice(("kudus", "pati"))
        own, place = self.rows[period(month), sender], f"{period(month)}/{sender}"
        match number % 4:
            case 0:
                changed = self.luck.randrange(len(own))
                self._put(month, sender, [(*row[:-1], "777000") if n == changed else row for n, row in enumerate(own[1:])])
            case 1:
                self.office.deliver(f"{place}/delta{number}.csv", csv_bytes(Table(HEADINGS, (self._paid(month),))), "kind: delta")
            case 2:
                self.added = f"{place}/susulan{number}"
                self.office.deliver(f"{self.added}.csv", csv_bytes(Table(HEADINGS, (self._paid(month), self._paid(month)))))
            case _:
                self._correct(month, sender, own[-1], number)
        if number % 8 == 7:
            self.office.manifest(f"{self.added}-tarik.manifest.yaml", f"kind: withdrawal\nwithdraws: {self.added.split('/')[-1]}.csv")

    def _correct(self, month: int, sender: str, row: Row, number: int) -> None:
        said = {"sender": sender, "period": period(month), "who": "Siti", "when": "2022-08-10", "why": "letter 12", "rows": "1"}
        said |= {"match": {"claim_id": row[0], "payment_id": row[1]}, "set": {"amount_paid_idr": str(1000 * number)}}
        self.office.home.corrections.mkdir(exist_ok=True)
        (self.office.home.corrections / f"c{number}.yaml").write_text(json.dumps(said))

    def _paid(self, number: int) -> Row:
        self.last += 1
        programme, component = self.luck.choice(PAID)
        day, amount = self.luck.randrange(1, 28), self.luck.randrange(1, 9000) * 1000
        regency = self.luck.choice(("33.16", "33.18", ""))
        segment = self.luck.choice(("PU", "BPU")) if programme == "JHT" else "PU"  # pensions are of employees
        claim = f"K-{self.last - self.last % 3}"
        return (
            claim,
            f"KP-{self.last}",
            programme,
            component,
            segment,
            self.luck.choice(PEOPLE),
            regency,
            f"{period(number)}-{day:02}",
            str(amount),
        )


def period(number: int) -> str:
    """The month of this number: 1 is 2020-01."""
    return f"{2020 + (number - 1) // 12}-{(number - 1) % 12 + 1:02}"
