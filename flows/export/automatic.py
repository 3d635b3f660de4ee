"""Each publication goes to the folders that the settings name. A share that is away fails no run: it is told, and caught up later."""

import logging
from pathlib import Path

from flows.errors import Explained
from flows.export.manifest import FORMATS, Format
from flows.home import Home
from flows.orchestrator.notify import notify_export
from flows.progress import current
from flows.settings import Settings

WAIT_S = 60.0  # for another export of this home
log = logging.getLogger("claims.export")


def formats_of(name: str) -> tuple[Format, ...]:
    """What the setting, or the flag, stands for."""
    return FORMATS if name == "all" else tuple(form for form in FORMATS if form == name)


def export_by_itself(home: Home, settings: Settings) -> None:
    """Bring the folders of the settings to the publication that stands, if there is one."""
    for folder, public in ((settings.export_to, False), (settings.export_public_to, True)):
        if folder is not None and home.current_file.exists():
            try:
                _bring_up_to_date(home, folder, formats_of(settings.export_format), public=public)
            except Exception as error:  # noqa: BLE001 - the figures are published, and stay so, whatever is wrong with a share
                _tell(home, _failure(error))


def _bring_up_to_date(home: Home, folder: Path, wanted: tuple[Format, ...], *, public: bool) -> None:
    from flows.export.standing import export_standing, shows_what_stands

    if shows_what_stands(home, folder, wanted, public=public):
        return
    held = export_standing(home, folder, wanted, public=public, wait_s=WAIT_S).held
    if held:
        _tell(home, f"readers hold {len(held)} files of the export open, which still show earlier figures, the first {folder / held[0]}")


def _failure(error: Exception) -> str:
    if isinstance(error, Explained):
        return f"published, but not exported: {error.what}\n  where: {error.where}\n  fix: {error.fix}"
    return f"published, but not exported: something unforeseen happened ({type(error).__name__}); run `claims export` to see it again"


def _tell(home: Home, sentence: str) -> None:
    current().tell(sentence)
    log.warning("%s", sentence)
    notify_export(home.root, sentence)
