"""Whether what corrections did is what they were made for: told from drawn ledgers, without any engine."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from flows.arrivals.standing import Extract
from flows.correction_record import CorrectionRecord, CorrectionRefused
from flows.monthly import by_hand
from flows.monthly.by_hand import CorrectionStopped, Effect, refuse_stopped, refuse_unknown_codes, told
from transforms.decisions import Correction
from warehouse.register.records import Arrival, PartRecord

RECORD = CorrectionRecord("K01", "2022-07", "Siti", date(2022, 8, 10), "letter", 1, Correction("c1", row=2, approve=("JKM1",)))


def arrival(number: int, *, sender: str = "K01", name: str = "JHT.csv") -> Arrival:
    known: dict[str, Any] = dict.fromkeys(Arrival.__dataclass_fields__, "")
    return Arrival(**(known | {"arrival_id": number, "sender_code": sender, "period": "2022-07", "file_name": name, "revision": 0}))


def effect(*ledgers: dict[str, Any], refused: int = 0, periods: tuple[str, ...] = ("2022-07",), record: CorrectionRecord = RECORD) -> Any:
    """What the record came to in extracts of these ledgers, and so many unusable ones beside them."""
    standing = [Extract(arrival(n), f"p{n}", "new") for n in range(len(ledgers))]
    unusable = [SimpleNamespace(extract=Extract(arrival(90 + n), "", "new")) for n in range(refused)]
    seen = SimpleNamespace(periods=periods, extracts=SimpleNamespace(standing=standing, refused=unusable))
    parts = {f"p{n}": PartRecord(f"p{n}", n, "clean", json.dumps(ledger), "", "") for n, ledger in enumerate(ledgers)}
    arrivals = [one.arrival for one in (*standing, *(one.extract for one in unusable))]
    return by_hand._effect(record, cast("Any", seen), arrivals, parts)


def ledger(*keys: int | None, **effects: int) -> dict[str, Any]:
    by_effect = {name.replace("_", " "): lines for name, lines in effects.items()}
    return {"corrections": {"c1": by_effect}, "corrected_lines": {"c1": list(keys)}} if effects else {}


def test_lines_add_up_over_extracts_and_the_same_line_counts_once() -> None:
    assert effect(ledger(1, set=1), ledger(2, set=1)).lines == 2
    assert effect(ledger(1, set=1), ledger(1, already_so=1)).lines == 1
    assert effect(ledger(1, 1, set=2), {}).lines == 2
    assert effect(ledger(None, None, set=2), ledger(None, set=1)).lines == 3


@pytest.mark.parametrize("found", [ledger(1, 2, approved=2), ledger(), ledger(1, cannot_be_counted=1), ledger(1, set=1, set_twice=1)])
def test_another_number_of_lines_or_a_line_that_cannot_be_touched_stops(found: dict[str, Any]) -> None:
    with pytest.raises(CorrectionStopped) as stopped:
        refuse_stopped([effect(found)])
    assert stopped.value.exit_code == 12
    assert "correction c1 (K01 2022-07)" in stopped.value.what
    assert stopped.value.where == "register/corrections/c1.yaml"


def test_what_fits_stops_nothing_and_says_nothing() -> None:
    refuse_stopped([effect(ledger(1, approved=1))])
    assert told([effect(ledger(1, approved=1))]) == ()


def test_what_the_source_has_repaired_is_told_and_stops_nothing() -> None:
    found = [effect(ledger(1, already_so=1)), effect(ledger(1, 2, set=1, already_so=1), record=replace(RECORD, rows=2))]
    refuse_stopped(found)
    assert [sentence.split(": ")[1] for sentence in told(found)] == [
        "the source has repaired this; the correction can go",
        "the source has repaired 1 of its 2 lines; the correction can go for these",
    ]


def test_a_record_waits_for_an_extract_that_has_not_come_or_cannot_be_used() -> None:
    found = [effect(), effect({}, refused=1), effect(refused=1)]
    refuse_stopped(found)
    assert [sentence.split(": ")[1] for sentence in told(found)] == [
        "no such extract has come yet",
        "no extract that it is about can be used",
        "no extract that it is about can be used",
    ]


def test_periods_that_are_not_looked_at_are_left_alone() -> None:
    assert effect(ledger(), periods=("2022-08",)) is None


@pytest.mark.parametrize("code", ["ZZ99", "JKM2"])
def test_only_codes_that_set_a_line_aside_can_be_approved(code: str) -> None:
    refuse_unknown_codes([RECORD])
    with pytest.raises(CorrectionRefused):
        refuse_unknown_codes([replace(RECORD, correction=replace(RECORD.correction, approve=(code,)))])


def test_an_effect_without_lines_is_no_repair() -> None:
    assert not Effect(RECORD, 0).is_repaired


def test_no_engine_is_imported_for_it() -> None:
    code = "import sys, flows.monthly.by_hand; print(sorted({'polars', 'duckdb', 'prefect'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
