"""Clients that a Python process holds open while a new publication is flipped in under them."""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.clients.beside import python_with
from tests.clients.flipping import ASKING, SQL, Flipped, client, exact

pytestmark = [pytest.mark.clients, pytest.mark.timeout(1800)]
DUCKDB = "duckdb==1.5.6"
SQLALCHEMY = ("sqlalchemy>=2.0,<2.1", "duckdb-engine==0.17.0", "pandas==2.3.3", "pyarrow==22.0.0", DUCKDB)
ADBC = ("adbc-driver-manager==1.8.0", "pyarrow==22.0.0", DUCKDB)


def asking(program: str, environment: Path, flipped: Flipped, *arguments: str) -> list[str | Path]:
    return [environment / "python", ASKING / program, flipped.file, SQL, *arguments]


def test_sqlalchemy_without_a_pool_sees_the_new_publication_at_once(flipped: Flipped) -> None:
    with client(asking("with_sqlalchemy.py", python_with("sqlalchemy", *SQLALCHEMY), flipped, "null")) as asked:
        assert exact(asked.rows) == flipped.rows
        flipped.flip()
        assert exact(asked.rows) == flipped.rows


def test_sqlalchemy_with_pool_recycle_sees_it_when_the_time_is_over(flipped: Flipped) -> None:
    with client(asking("with_sqlalchemy.py", python_with("sqlalchemy", *SQLALCHEMY), flipped, "recycle")) as asked:
        assert exact(asked.rows) == flipped.rows
        flipped.flip()
        time.sleep(1.5)
        assert exact(asked.rows) == flipped.rows


def test_the_default_pool_of_sqlalchemy_goes_on_showing_the_old_publication_as_the_readme_warns(flipped: Flipped) -> None:
    with client(asking("with_sqlalchemy.py", python_with("sqlalchemy", *SQLALCHEMY), flipped, "queue")) as asked:
        before = flipped.rows
        assert exact(asked.rows) == before
        flipped.flip()
        assert exact(asked.rows) == before


def test_pandas_sees_the_new_publication_to_the_last_sen(flipped: Flipped) -> None:
    with client(asking("with_pandas.py", python_with("sqlalchemy", *SQLALCHEMY), flipped)) as asked:
        assert exact(asked.rows) == flipped.rows
        flipped.flip()
        assert exact(asked.rows) == flipped.rows


def test_adbc_sees_the_new_publication_to_the_last_sen(flipped: Flipped) -> None:
    with client(asking("with_adbc.py", python_with("adbc", *ADBC), flipped)) as asked:
        assert exact(asked.rows) == flipped.rows
        flipped.flip()
        assert exact(asked.rows) == flipped.rows


def test_harlequin_sees_the_new_publication_when_it_is_opened_again(flipped: Flipped) -> None:
    with client(asking("with_harlequin.py", python_with("harlequin", "harlequin==2.17.0", DUCKDB), flipped)) as asked:
        assert exact(asked.rows) == flipped.rows
        flipped.flip()
        assert exact(asked.rows) == flipped.rows


def test_the_command_line_of_duckdb_sees_what_stands(flipped: Flipped) -> None:
    command = [python_with("duckdb-cli", "duckdb-cli==1.5.6") / "duckdb", "-readonly", "-json", flipped.file, SQL]
    for number in (1, 2):
        told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout, parse_float=str)
        assert exact([tuple(row.values()) for row in told]) == flipped.rows
        if number == 1:
            flipped.flip()


def test_a_marimo_notebook_shows_what_stands_when_it_is_run(flipped: Flipped, tmp_path: Path) -> None:
    command = [python_with("marimo", "marimo==0.17.2", DUCKDB) / "marimo", "export", "html", ASKING / "notebook.py", "-o"]
    environment = {"FILE": str(flipped.file), "SQL": SQL, "HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    for number in (1, 2):
        page = tmp_path / f"{number}.html"
        done = subprocess.run([*command, page], capture_output=True, text=True, check=False, timeout=300, env=environment)
        assert done.returncode == 0, done.stderr
        html = page.read_text()
        for row in flipped.rows:
            assert f"FIGURE {' | '.join(map(str, row))} END" in html
        if number == 1:
            flipped.flip()
