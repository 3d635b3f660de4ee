from pathlib import Path

import pytest

from flows.bulletin import after_publication
from flows.bulletin.after_publication import When, bulletin_after, bulletins_written
from flows.home import Home
from flows.progress import PlainProgress


class _Told(PlainProgress):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def tell(self, text: str) -> None:
        self.told.append(text)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a person is told to keep."""
    progress = _Told()
    monkeypatch.setattr(after_publication, "current", lambda: progress)
    return progress.told


def test_a_bulletin_that_cannot_be_made_is_told_of_and_fails_nothing(tmp_path: Path, told: list[str]) -> None:
    assert bulletins_written(Home(tmp_path)) == []
    assert told == ["no bulletin was written (nothing has been published yet); the publication stands. Ask for it with: claims report"]


def test_all_kinds_are_written_those_of_the_regencies_first(new_home: Home) -> None:
    written = [path.relative_to(new_home.reports).as_posix() for path in bulletins_written(new_home, ["33.16"])]
    assert written == [
        "bulletins/2022-07.33.16.html", "bulletins/2022-07.33.16.en.html", "bulletins/2022-07.html", "bulletins/2022-07.en.html",
        "public/2022-07.html", "public/2022-07.en.html",
    ]  # fmt: skip
    for name in written:
        other = (
            name.rpartition("/")[2].replace(".en.html", ".html") if ".en." in name else name.rpartition("/")[2].replace(".html", ".en.html")
        )
        assert f'href="{other}"' in (new_home.reports / name).read_text()


@pytest.mark.parametrize(
    ("when", "is_new", "is_scheduled", "is_written"),
    [
        ("scheduled", True, True, True),
        ("scheduled", True, False, False),
        ("always", True, False, True),
        ("always", False, True, False),
        ("never", True, True, False),
    ],
)
def test_the_setting_says_after_which_publications(
    when: When, *, is_new: bool, is_scheduled: bool, is_written: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[Home] = []
    monkeypatch.setattr(after_publication, "bulletins_written", asked.append)
    bulletin_after(Home(tmp_path), when, is_new=is_new, is_scheduled=is_scheduled)
    assert bool(asked) == is_written
