"""Evidence: a static site built from the warehouse. Its sources are read, and the page built and looked at, before and after a flip.

Its lock is not its own: with what npm resolves today it needs a `codemirror` that is one (6.65 is version 5 under another number), and
DuckDB-Wasm 1.30 and later fetches its Parquet extension from the network at build time, and waits for ever where there is none. So the
version before that is taken. Vite needs 3 GB and a minute or more of processor time for a page, hence the two builds are one test.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.clients.beside import node_with
from tests.clients.browser import opened_page
from tests.clients.flipping import SQL, Flipped

pytestmark = [pytest.mark.evidence, pytest.mark.timeout(3600)]
PACKAGES = ("@evidence-dev/evidence@40.1.8", "@evidence-dev/core-components@5.4.2", "@evidence-dev/duckdb@2.0.1", "typescript@5.4.2")
OVERRIDES = {
    "jsonwebtoken": "9.0.0",
    "trim@<0.0.3": ">0.0.3",
    "sqlite3": "5.1.5",
    "codemirror": "6.0.1",
    "@evidence-dev/universal-sql": "2.1.9",
}
CONFIG = """
plugins:
  components:
    "@evidence-dev/core-components": {}
  datasources:
    "@evidence-dev/duckdb": {}
"""
PAGE = """
```sql figures
select * from claims.figures
```
{#each figures as row}

FIGURE {row.period} {row.benefit_type_code} {row.claim_count} {row.payment_count}
{row.participant_count} {row.amount_paid_idr.toFixed(2)} END

{/each}
"""
COMMAND_S = 900


def project(file: Path) -> Path:
    """A site of one page on this file, in the folder that has Evidence."""
    folder = node_with("evidence", *PACKAGES, overrides=OVERRIDES)
    source = folder / "sources" / "claims"
    for made in (source, folder / "pages"):
        made.mkdir(parents=True, exist_ok=True)
    (folder / "evidence.config.yaml").write_text(CONFIG)
    relative = os.path.relpath(file.parent.parent, source.resolve())  # not resolved: through the link
    (source / "connection.yaml").write_text(f"name: claims\ntype: duckdb\noptions:\n  filename: {relative}/current/{file.name}\n")
    (source / "figures.sql").write_text(SQL)
    (folder / "pages" / "index.md").write_text(PAGE)
    return folder


def build(folder: Path) -> None:
    """Read the warehouse and make the site anew."""
    for command in ("sources", "build"):
        done = subprocess.run(["npx", "evidence", command], cwd=folder, capture_output=True, text=True, check=False, timeout=COMMAND_S)
        assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The site, on a port of this machine that the kernel chose."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "build")))
    with server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: what is asked for is no failure."""


def test_the_page_shows_what_stands_each_time_it_is_built(flipped: Flipped) -> None:
    folder = project(flipped.file)
    for number in (1, 2):
        build(folder)
        with served(folder) as address, opened_page() as page:
            page.goto(address)
            page.get_by_text("END").first.wait_for(timeout=60_000)
            shown = " ".join(page.inner_text("body").split())
        for row in flipped.rows:
            assert f"FIGURE {' '.join(map(str, row))} END" in shown
        if number == 1:
            flipped.flip()
