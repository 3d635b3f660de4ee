import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.answer.books import drawn, marked
from tests.answer.offices_books import NOTED_FINDINGS, RICH, RICH_FINDINGS, with_notes

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="not run: LibreOffice is not installed")
def test_the_answer_opens_in_libreoffice_with_its_values(tmp_path: Path) -> None:
    for name, content in (
        ("rich", marked(RICH, RICH_FINDINGS, tmp_path)[0]),
        ("notes", marked(drawn(with_notes), NOTED_FINDINGS, tmp_path)[0]),
    ):
        (tmp_path / f"{name}.xlsx").write_bytes(content)
        asked = [str(OFFICE), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "csv", f"{name}.xlsx"]
        subprocess.run(asked, cwd=tmp_path, check=True, timeout=200, capture_output=True)
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert any("3316080101900001" in row for row in csv.reader(file))
