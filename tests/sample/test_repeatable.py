import hashlib
import time
from datetime import date
from pathlib import Path

import pytest

from flows.sample.errors import SampleRefused
from flows.sample.plan import SamplePlan
from tests.sample.oracle import sample

MAY, JUNE, JULY = date(2022, 5, 1), date(2022, 6, 1), date(2022, 7, 1)


def digests(home: Path) -> dict[str, str]:
    return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in home.rglob("*") if path.is_file()}


@pytest.mark.parametrize("profile", ["national", "blora"])
def test_the_same_seed_writes_the_same_bytes(tmp_path: Path, profile: str) -> None:
    plan = SamplePlan(JUNE, JULY, senders=7, rows=300, messy=True, profile=profile)
    sample(tmp_path / "one", plan)
    sample(tmp_path / "two", plan)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_another_seed_writes_other_lines(tmp_path: Path) -> None:
    sample(tmp_path / "one", SamplePlan(JULY, JULY, senders=1, rows=50, seed=1))
    sample(tmp_path / "two", SamplePlan(JULY, JULY, senders=1, rows=50, seed=2))
    name = "landing/2022-07/kudus/klaim-kudus.csv"
    assert digests(tmp_path / "one")[name] != digests(tmp_path / "two")[name]


def test_a_senders_month_does_not_depend_on_how_many_senders_there_are(tmp_path: Path) -> None:
    sample(tmp_path / "few", SamplePlan(MAY, JULY, senders=1, rows=100))
    sample(tmp_path / "many", SamplePlan(MAY, JULY, senders=3, rows=100))
    few, many = digests(tmp_path / "few"), digests(tmp_path / "many")
    assert all(many[name] == digest for name, digest in few.items() if name.startswith("landing/"))


def test_a_sample_over_an_older_one_keeps_other_senders_known(tmp_path: Path) -> None:
    sample(tmp_path, SamplePlan(JULY, JULY, senders=2, rows=10))
    sample(tmp_path, SamplePlan(MAY, JULY, rows=10, profile="blora"))
    shipped = Path("transforms/tables")
    for table, known in (("senders", ["blora", "kudus", "semarang"]), ("branches", ["K01", "K02", "K08"])):
        lines = (tmp_path / "reference" / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        assert lines[0] == (shipped / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert [line.split(",")[0] for line in lines[1:]] == known


def test_a_plan_that_cannot_be_written_says_what_and_how_to_mend_it() -> None:
    with pytest.raises(SampleRefused) as refused:
        SamplePlan(date(2020, 1, 1), JULY, profile="blora")
    assert "scholarships" in refused.value.what
    assert "2021-04" in refused.value.fix


@pytest.mark.slow
def test_a_million_lines_take_seconds(tmp_path: Path) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    summary, _ = sample(tmp_path, SamplePlan(JULY, JULY, senders=1, rows=1_000_000))
    taken, worked = time.perf_counter() - start, time.process_time() - cpu
    print(f"{summary.lines:,} lines in {taken:.1f} s, {worked:.1f} s of processor")  # noqa: T201
    assert worked < 20
