"""Hand-drawn files: what a test writes, the reader reads."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.transforms.judging import vocabulary
from transforms.read import limits
from transforms.read.extract import read_extract
from transforms.read.headings import Headings
from transforms.read.shapes import ExtractFile, Reading

ReadBytes = Callable[..., Reading]


@pytest.fixture
def read(tmp_path: Path) -> ReadBytes:
    """Read bytes as an extract of a format, as it lies in the vault: without a suffix."""

    def from_bytes(content: bytes | str, file_format: str = "csv", headings: Headings | None = None) -> Reading:
        path, workspace = tmp_path / "vaulted", tmp_path / "workspace"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        workspace.mkdir(exist_ok=True)
        return read_extract(ExtractFile(path, f"klaim.{file_format}", file_format), headings or vocabulary().headings, workspace)

    return from_bytes


@pytest.fixture
def lowered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lower limits by name, so that a small file stands for a large one."""

    def lower(**figures: int) -> None:
        known = limits._limits() | figures
        monkeypatch.setattr(limits, "_limits", lambda: known)

    return lower
