import sqlite3
from contextlib import closing
from pathlib import Path

from flows.home import Home
from flows.monthly.dry_run import _shadow


def test_the_shadow_has_what_sqlite_has_not_yet_moved_into_its_file_and_links_what_is_only_read(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.prepare()
    home.corrections.mkdir()
    (home.corrections / "one.yaml").write_text("rows: 1\n")
    with closing(sqlite3.connect(home.register)) as writing:
        writing.execute("pragma journal_mode = wal")
        with writing:
            writing.execute("create table drawn (id integer)")
            writing.execute("insert into drawn values (7)")
        before = home.register.read_bytes()
        (tmp_path / "elsewhere").mkdir()
        shadow = Home(_shadow(home, tmp_path / "elsewhere"))
        assert home.register.read_bytes() == before
    assert shadow.corrections.is_symlink()
    assert (shadow.corrections / "one.yaml").exists()
    with closing(sqlite3.connect(shadow.register)) as copy:
        assert copy.execute("select id from drawn").fetchall() == [(7,)]
        copy.execute("insert into drawn values (8)")
        copy.commit()
    with closing(sqlite3.connect(home.register)) as own:
        assert own.execute("select id from drawn").fetchall() == [(7,)]
