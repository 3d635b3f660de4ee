"""Whatever byte of a published file is another than when it was published, the doctor says so."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.warehouse.drawn_content import content, record
from warehouse.candidate import build
from warehouse.doctor import examine_publications
from warehouse.publish import publication_file, publish, standing_file
from warehouse.sums import SUMS

OTHER_BYTES = "the file of publication 2 has other bytes than were published, though no figure is another"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two publications. Copied by the tests."""
    warehouse = tmp_path_factory.mktemp("made")
    for number in (1, 2):
        folder = warehouse / "publications" / ".candidate"
        build(folder, content(), record(number, number - 1 or None), standing_file(warehouse)).seal()
        publish(warehouse, folder, number)
    return warehouse


@pytest.fixture
def warehouse(tmp_path: Path, made: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "warehouse", symlinks=True))


def flip(file: Path, place: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(place)
        was = opened.read(1)
        opened.seek(place)
        opened.write(bytes([was[0] ^ 0xFF]))


def ill(warehouse: Path) -> list[str]:
    return [what for what, fix in examine_publications(warehouse, {}) if fix]


def test_a_publication_as_it_was_made_is_well_and_sha256sum_agrees(warehouse: Path) -> None:
    assert ill(warehouse) == []
    folder = publication_file(warehouse, 2).parent
    told = subprocess.run(["sha256sum", "--check", "--strict", SUMS], cwd=folder, capture_output=True, text=True, check=True)
    assert told.stdout == "claims.duckdb: OK\n"


@pytest.mark.parametrize("share", [step / 24 for step in range(24)])
def test_one_byte_that_is_another_is_seen_wherever_it_lies(warehouse: Path, share: float) -> None:
    """DuckDB's own checksum leaves out the unused rest of a block, and blocks that nobody reads."""
    file = publication_file(warehouse, 2)
    flip(file, int(share * file.stat().st_size))
    [what] = ill(warehouse)
    assert what == OTHER_BYTES or what.startswith("publication 2 ")


def test_sums_that_are_damaged_themselves_are_told(warehouse: Path) -> None:
    flip(publication_file(warehouse, 2).with_name(SUMS), 3)
    assert ill(warehouse) == [OTHER_BYTES]


def test_what_a_release_published_that_wrote_no_sums_is_not_called_ill(warehouse: Path) -> None:
    publication_file(warehouse, 2).with_name(SUMS).unlink()
    assert ill(warehouse) == []
