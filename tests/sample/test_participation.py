import csv
import io
from datetime import date
from pathlib import Path

import pytest

from flows.sample.plan import SamplePlan
from tests.sample.oracle import sample

MAY, JULY = date(2022, 5, 1), date(2022, 7, 1)


def recount(landing: Path, faults: set[tuple[str, int]]) -> dict[tuple[str, ...], int]:
    """Participants by period, regency, and segment or group and source, of CSV files read by hand."""
    found: dict[tuple[str, ...], int] = {}
    for path in sorted(landing.glob("*/*/peserta-*.csv")):
        name = str(path.relative_to(landing))
        text = path.read_bytes().decode("utf-8-sig" if b"\xef\xbb\xbf" in path.read_bytes()[:3] else "cp1252")
        reader = csv.DictReader(io.StringIO(text), delimiter=max(";,\t", key=text.split("\n", 1)[0].count))
        for row, line in enumerate(reader, start=2):
            if (name, row) not in faults:
                code = line["KODE KABUPATEN"].replace(".", "")
                cell = (name[:7], f"{code[:2]}.{code[2:]}")
                group = (line["KELOMPOK PEKERJA"], line["SUMBER DATA"])
                cell = (*cell, *(group if group[0] else (line["SEGMEN"],)))
                found[cell] = found.get(cell, 0) + int(line["JUMLAH PESERTA"].replace(".", "").replace(",", ""))
    return found


@pytest.mark.parametrize("seed", [31, 32])
def test_the_truth_of_participants_is_that_of_a_recount_of_the_files(tmp_path: Path, seed: int) -> None:
    plan = SamplePlan(MAY, JULY, senders=5, rows=60, seed=seed, messy=True, formats=("csv",), participation=True)
    _, truth = sample(tmp_path, plan)
    gone = {(one["file"], one["row"]) for one in truth["faults"] if one["code"].startswith("PC")}
    counted = recount(tmp_path / "landing", gone)
    told = {tuple(list(row.values())[:-1]): row["participant_count"] for row in (*truth["participation"], *truth["vulnerable_workers"])}
    assert counted == told
    assert gone


def test_without_being_asked_for_there_are_none(tmp_path: Path) -> None:
    _, truth = sample(tmp_path, SamplePlan(MAY, JULY, senders=1, rows=50))
    assert sorted(truth) == ["faults", "totals"]
    assert list((tmp_path / "landing").rglob("peserta-*")) == []


@pytest.mark.parametrize("seed", [7, 8])
def test_blora_has_the_participants_of_the_announcement_in_may(tmp_path: Path, seed: int) -> None:
    _, truth = sample(tmp_path, SamplePlan(date(2022, 1, 1), JULY, seed=seed, profile="blora"))
    may = [row for row in truth["participation"] if row["period"] == "2022-05" and row["segment_code"] in ("BPU", "JAKON")]
    assert sum(row["participant_count"] for row in may) == 17_920
    workers = [row["participant_count"] for row in truth["vulnerable_workers"] if row["period"] == "2022-05"]
    assert sorted(workers) == [900, 3_871, 8_180]
    assert sum(workers) == 12_951
