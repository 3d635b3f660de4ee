"""The bulletin by itself, after a publication. It can never fail what published: the publication stands, and the page can be asked for."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from flows.errors import Explained
from flows.home import Home
from flows.progress import current

When = Literal["scheduled", "always", "never"]


def bulletins_written(home: Home, regencies: Iterable[str] = ()) -> list[Path]:
    """The bulletins of the newest published month in every language, of the country and these regencies; none where one cannot be made.

    Charts and languages take a second to load, so only here.
    """
    current().step("writing the bulletin")
    try:
        from flows.bulletin.report import both_languages, report

        asked = [one for regency in (None, *regencies) for one in both_languages(regency)]
        return [report(home, one, beside=asked).path for one in asked]
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not undo or fail a publication; its text may hold a value
        what = error.what if isinstance(error, Explained) else type(error).__name__
        current().tell(f"no bulletin was written ({what}); the publication stands. Ask for it with: claims report")
        return []


def bulletin_after(home: Home, when: When, *, is_new: bool, is_scheduled: bool = False) -> None:
    """Write it where something new was published and the setting wants it."""
    if is_new and (when == "always" or (when == "scheduled" and is_scheduled)):
        bulletins_written(home)
