"""Vega, Vega-Lite and their runtime as one script, made from the package that is installed: nothing is fetched."""

import os
import tempfile
from importlib.metadata import version
from pathlib import Path

import altair as alt
import vl_convert

FOLDER = ".runtime"
SNIPPET = "window.vegaEmbed = vegaEmbed;"


def vega_runtime(reports: Path) -> str:
    """The script, kept beside the reports by its versions: putting it together takes seconds."""
    kept = reports / FOLDER / f"vega-{version('vl-convert-python')}-{alt.SCHEMA_VERSION}.js"
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    script = vl_convert.javascript_bundle(SNIPPET, ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2]))
    script = script.replace("</script", "<\\/script").replace("<!--", "<\\!--")  # it stands within a page
    write_whole(kept, script)
    return script


def write_whole(path: Path, text: str) -> None:
    """The file under its name only once it is whole, readable as its folder's other files are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).chmod(0o666 & ~_umask())
        Path(unfinished).replace(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
