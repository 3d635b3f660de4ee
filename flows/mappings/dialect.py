"""How a sender writes amounts and dates, as a row of the home's `reference/senders.csv`: asked where their values do not decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from flows import decisions
from flows.errors import UsageRefused
from flows.lock import only_writer
from flows.mappings.accept import Accepted, Said
from flows.mappings.tables import write_table
from flows.monthly.extracts import extracts_of, last_made
from flows.monthly.workplace import Workplace, look_at
from flows.progress import current

WHERE = "claims mapping dialect"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Speech:
    """What is decided about a sender from a day on; None leaves what held before."""

    sender_code: str
    since: date
    amount_form: str | None = None
    date_order: str | None = None

    @property
    def cells(self) -> dict[str, str]:
        """The cells of the row that say it."""
        said = {"amount_form": self.amount_form, "date_order": self.date_order}
        return {name: value for name, value in said.items() if value}


def set_dialect(home_flag: Path | None, speech: Speech, said: Said) -> Accepted:
    """Write it into the home's table of senders, under its lock. Raises UsageRefused, and then changes nothing."""
    settings, home = look_at(home_flag).settings, look_at(home_flag).home
    with only_writer(home.lock, settings.lock_wait_seconds, current().tell):
        workplace = look_at(home_flag)
        path = home.reference / decisions.SENDERS
        before = decisions.rows_of(path)
        after = with_speech(before, speech, said)
        write_table(path, after)
    return Accepted(tuple(row for row in after if row not in before), _refused_periods(workplace, speech))


def with_speech(rows: Sequence[Row], speech: Speech, said: Said) -> list[dict[str, str]]:
    """The table with the row that held on that day closed the day before, and one like it that says this from then on.

    A row that begins on that very day is changed instead. Raises UsageRefused where none holds, or it says this already.
    """
    place = _place_of(rows, speech)
    held = dict(rows[place])
    if not speech.cells or speech.cells.items() <= held.items():
        raise UsageRefused(
            f"nothing would change: amount_form {held['amount_form'] or 'unset'}, date_order {held['date_order'] or 'unset'}",
            f"reference/{decisions.SENDERS}",
            "give --amount-form or --date-order with what the sender says",
        )
    new = held | speech.cells | {"valid_from": f"{speech.since}", "source": said.source}
    closed = held | {"valid_to": f"{speech.since - timedelta(days=1)}"}
    changed = [new] if held["valid_from"] == new["valid_from"] else [closed, new]
    return [*map(dict, rows[:place]), *changed, *map(dict, rows[place + 1 :])]


def _place_of(rows: Sequence[Row], speech: Speech) -> int:
    """Which row holds on that day: of several the one that begins last."""
    day = f"{speech.since}"
    holding = [
        (row["valid_from"], place)
        for place, row in enumerate(rows)
        if row["sender_code"] == speech.sender_code and row["valid_from"] <= day and (not row["valid_to"] or row["valid_to"] >= day)
    ]
    if not holding:
        raise UsageRefused(
            f"no row of the table of senders holds for {speech.sender_code} on {day}",
            f"reference/{decisions.SENDERS}",
            f"add one, which says that they are expected from then on: {speech.sender_code},NAME,{day},,BRANCH,,,SOURCE",
        )
    return max(holding)[1]


def _refused_periods(workplace: Workplace, speech: Speech) -> tuple[str, ...]:
    """The periods of the sender's refused extracts from then on; published ones are looked at in any run."""
    with workplace.register() as register:
        refused = extracts_of(register, None, last_made(workplace, register)).refused
    arrivals = [one.extract.arrival for one in refused]
    since = f"{speech.since:%Y-%m}"
    return tuple(sorted({arrival.period for arrival in arrivals if arrival.sender_code == speech.sender_code and arrival.period >= since}))
