import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.errors import NothingPublished
from flows.export import automatic
from flows.export.automatic import export_by_itself
from flows.export.errors import ExportFailed, ExportFolderRefused, NoPublicFile
from flows.export.manifest import FORMATS
from flows.export.standing import export_standing
from flows.home import Home
from flows.settings import Settings
from tests.clients.flipping import FIRST, PERIODS, SECOND
from tests.warehouse.drawn_content import content, names_in, publish_next
from warehouse.public_file import PUBLIC_NAME
from warehouse.publish import publication_file, standing

TOTALS = "select period, benefit_type_code, claim_count, payment_count, amount_paid_idr from {} where payment_count > 0 order by 1, 2"


class Killed(BaseException):
    """What kill -9 would be: nothing in the house catches it."""


@pytest.fixture(scope="module")
def two_publications(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two publications of other totals, the second standing; copied by the tests."""
    root = tmp_path_factory.mktemp("exported") / "home"
    for drawn in (FIRST, SECOND):
        publish_next(root / "warehouse", content(benefit_month=drawn, periods=PERIODS))
    return root


@pytest.fixture
def home(two_publications: Path, tmp_path: Path) -> Home:
    """A home where publication 1 stands, and 2 can be made to stand."""
    shutil.copytree(two_publications, tmp_path / "home", symlinks=True)
    home = Home(tmp_path / "home")
    stand(home, 1)
    return home


@pytest.fixture
def share(tmp_path: Path) -> Path:
    return tmp_path / "share"


def stand(home: Home, number: int) -> None:
    link = home.warehouse / "current"
    link.unlink()
    link.symlink_to(f"publications/{number}")


def totals(home: Home) -> list[tuple[Any, ...]]:
    number = standing(home.warehouse)
    assert number is not None
    with duckdb.connect(publication_file(home.warehouse, number), read_only=True) as connection:
        return connection.execute(TOTALS.format("mart.claims_by_benefit_month")).fetchall()


def read_by_duckdb(files: str) -> list[tuple[Any, ...]]:
    return duckdb.sql(TOTALS.format(f"'{files}'")).fetchall()


def shown(share: Path) -> Any:
    """current.json, having seen that each file it names is there, whole."""
    told = json.loads((share / "current.json").read_text())
    files = [file for form in told["formats"].values() for file in form]
    assert files
    for file in files:
        assert hashlib.sha256((share / file["path"]).read_bytes()).hexdigest() == file["sha256"]
    return told


def test_parquet_csv_and_the_copy_tell_the_totals_of_the_warehouse(home: Home, share: Path) -> None:
    done = export_standing(home, share, FORMATS)
    assert (done.publication, done.is_new, done.held, done.kept) == (1, True, (), ())
    assert shown(share)["publication"] == 1
    for place in (share / "latest", share / "1"):
        assert read_by_duckdb(f"{place}/parquet/claims_by_benefit_month.parquet") == totals(home)
        with duckdb.connect(place / "duckdb" / "claims.duckdb", read_only=True) as connection:
            assert connection.execute(TOTALS.format("mart.claims_by_benefit_month")).fetchall() == totals(home)
        csv = duckdb.sql(f"from read_csv('{place}/csv/claims_by_benefit_month.csv', types = {{amount_paid_idr: 'decimal(18,2)'}})")
        assert duckdb.sql(TOTALS.format("csv")).fetchall() == totals(home), csv


def test_polars_reads_the_amounts_to_the_last_sen(home: Home, share: Path) -> None:
    export_standing(home, share, ("parquet",))
    frame = pl.read_parquet(share / "latest" / "parquet" / "claims_by_benefit_month.parquet")
    assert frame.schema["amount_paid_idr"] == pl.Decimal(18, 2)
    assert frame.filter(pl.col("payment_count") > 0)["amount_paid_idr"].sum() == sum(row[-1] for row in totals(home))


def test_every_mart_is_there_and_says_which_publication_it_is_of(home: Home, share: Path) -> None:
    export_standing(home, share, ("parquet",))
    with duckdb.connect(home.current_file, read_only=True) as connection:
        marts = connection.execute("select table_name from information_schema.tables where table_schema = 'mart'").fetchall()
    told = shown(share)["formats"]["parquet"]
    assert {file["relation"] for file in told} == {f"mart.{name}" for (name,) in marts} | {"meta.dictionary", "meta.publication"}
    for file in told:
        path = share / file["path"]
        assert pl.read_parquet(path).height == file["rows"]
        noted = duckdb.sql(f"select decode(value) from parquet_kv_metadata('{path}') where decode(key) = 'publication'").fetchall()
        assert noted == [("1",)]


def test_what_is_there_is_not_written_again_and_what_was_lost_is(home: Home, share: Path) -> None:
    export_standing(home, share, ("parquet",))
    file = share / "1" / "parquet" / "claims_by_benefit_month.parquet"
    written_at = file.stat().st_mtime_ns
    assert not export_standing(home, share, ("parquet",)).is_new
    assert file.stat().st_mtime_ns == written_at
    file.unlink()
    export_standing(home, share, ("parquet",))
    assert shown(share)["publication"] == 1


def test_a_format_that_the_folder_shows_is_renewed_with_the_one_asked_for(home: Home, share: Path) -> None:
    export_standing(home, share, ("csv",))
    stand(home, 2)
    assert export_standing(home, share, ("parquet",)).formats == ("parquet", "csv")
    assert sorted(shown(share)["formats"]) == ["csv", "parquet"]


def test_a_reader_of_the_old_publication_reads_on_while_the_new_one_comes(home: Home, share: Path) -> None:
    export_standing(home, share, ("duckdb",))
    before = totals(home)
    with duckdb.connect(share / "latest" / "duckdb" / "claims.duckdb", read_only=True) as reader:
        stand(home, 2)
        export_standing(home, share, ("duckdb",))
        assert reader.execute(TOTALS.format("mart.claims_by_benefit_month")).fetchall() == before
    with duckdb.connect(share / "latest" / "duckdb" / "claims.duckdb", read_only=True) as reader:
        assert reader.execute(TOTALS.format("mart.claims_by_benefit_month")).fetchall() == totals(home) != before


def held_by_a_reader(monkeypatch: pytest.MonkeyPatch, held: Path) -> None:
    """What Windows does with a file that is open: it is neither replaced, removed nor renamed, nor is a folder above it."""
    for name in ("replace", "rename", "unlink"):
        real = getattr(Path, name)

        def refuse(self: Path, *others: Any, _real: Callable[..., Any] = real, **more: Any) -> Any:
            if any(held == path or held.is_relative_to(path) for path in (self, *map(Path, others)) if path.exists()):
                raise PermissionError(errno.EACCES, "The process cannot access the file because it is being used", str(self))
            return _real(self, *others, **more)

        monkeypatch.setattr(Path, name, refuse)


def test_a_file_that_a_reader_holds_open_keeps_its_name_and_figures_and_is_renewed_by_the_next_export(
    home: Home, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_standing(home, share, ("parquet",))
    before = totals(home)
    stand(home, 2)
    held = share / "latest" / "parquet" / "claims_by_benefit_month.parquet"
    with monkeypatch.context() as windows:
        held_by_a_reader(windows, held)
        done = export_standing(home, share, ("parquet",))
    assert done.held == ("latest/parquet/claims_by_benefit_month.parquet",)
    assert read_by_duckdb(str(held)) == before
    told = shown(share)
    assert (told["publication"], told["held"]) == (2, list(done.held))
    assert read_by_duckdb(f"{share}/2/parquet/claims_by_benefit_month.parquet") == totals(home)
    assert [name for name in names_in(held.parent) if name.startswith(".")] == []
    assert export_standing(home, share, ("parquet",)).held == ()
    assert read_by_duckdb(str(held)) == totals(home)
    assert shown(share)["held"] == []


def test_old_publications_are_removed_but_those_that_a_reader_holds(
    two_publications: Path, home: Home, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(home, 2)
    for number in range(3, 7):
        publish_next(home.warehouse, content(benefit_month=FIRST.replace("123456789", str(number)), periods=PERIODS))
        with monkeypatch.context() as windows:
            if number > 3:
                held_by_a_reader(windows, share / "3" / "parquet" / "claims_by_benefit_month.parquet")
            done = export_standing(home, share, ("parquet",))
    assert done.kept == (3,)
    assert names_in(share) == ["3", "4", "5", "6", "current.json", "latest"]
    assert export_standing(home, share, ("parquet",)).kept == ()
    assert names_in(share) == ["4", "5", "6", "current.json", "latest"]


def test_a_manifest_that_a_reader_holds_for_a_moment_is_waited_for(home: Home, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export_standing(home, share, ("parquet",))
    stand(home, 2)
    real, refused = Path.replace, []

    def refuse_twice(self: Path, target: Path) -> Path:
        if target.name == "current.json" and len(refused) < 2:
            refused.append(target)
            raise PermissionError(errno.EACCES, "in use", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", refuse_twice)
    monkeypatch.setattr("flows.export.folder._PAUSE_S", 0)
    export_standing(home, share, ("parquet",))
    assert shown(share)["publication"] == 2
    assert len(refused) == 2


CALLS = ((os, "fsync"), (os, "rmdir"), (shutil, "copyfile"), (Path, "rename"), (Path, "replace"), (Path, "mkdir"), (Path, "write_text"))


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_step_readers_see_the_old_or_the_new_whole_and_the_next_export_completes(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, after: bool
) -> None:
    export_standing(home, tmp_path / "before", ("duckdb",))
    stand(home, 2)
    seen = []
    for step in range(1, 100):
        share = tmp_path / f"share{step}"
        shutil.copytree(tmp_path / "before", share)
        with monkeypatch.context() as patched:
            counted = dying_at(patched, step, after=after)
            try:
                export_standing(home, share, ("duckdb",))
            except Killed:
                seen.append(shown(share)["publication"])
            else:
                break
        export_standing(home, share, ("duckdb",))
        assert shown(share)["publication"] == 2
        assert names_in(share) == ["1", "2", "current.json", "latest"]
        assert names_in(share / "latest" / "duckdb") == ["claims.duckdb"]
    assert len(seen) == len(counted) >= 12
    assert seen == sorted(seen)
    assert set(seen) == ({1, 2} if after else {1})  # naming the new one is the last step of all


def dying_at(patched: pytest.MonkeyPatch, step: int, *, after: bool) -> list[str]:
    """Count every call that changes something; at the given one die before it, or just after it took effect."""
    counted: list[str] = []
    for where, name in CALLS:
        real = getattr(where, name)

        def call(*args: Any, _real: Any = real, _name: str = name, **more: Any) -> Any:
            counted.append(_name)
            if len(counted) == step and not after:
                raise Killed
            done = _real(*args, **more)
            if len(counted) == step:
                raise Killed
            return done

        patched.setattr(where, name, call)
    return counted


def test_a_folder_shows_one_warehouse_and_either_all_or_what_is_public(home: Home, share: Path, tmp_path: Path) -> None:
    export_standing(home, share, ("parquet",))
    public = publication_file(home.warehouse, 1).with_name(PUBLIC_NAME)
    shutil.copyfile(home.current_file, public)
    with pytest.raises(ExportFolderRefused, match="internal figures"):
        export_standing(home, share, ("parquet",), public=True)
    other = Home(tmp_path / "other")
    publish_next(other.warehouse, content())
    with pytest.raises(ExportFolderRefused, match="another warehouse"):
        export_standing(other, share, ("parquet",))
    with pytest.raises(ExportFolderRefused, match="may not lie in the home"):
        export_standing(home, home.root / "export", ("parquet",))
    assert shown(share)["scope"] == "internal"


def test_public_exports_the_public_file_alone(home: Home, share: Path) -> None:
    with pytest.raises(NoPublicFile):
        export_standing(home, share, FORMATS, public=True)
    assert not share.exists()
    public = publication_file(home.warehouse, 1).with_name(PUBLIC_NAME)
    with duckdb.connect(public) as connection:
        connection.execute(
            "create schema mart; create table mart.claims_by_benefit_month as select date '2022-01-01' as period, 7 as claim_count"
        )
    export_standing(home, share, FORMATS, public=True)
    assert names_in(share / "latest" / "duckdb") == [PUBLIC_NAME]
    assert names_in(share / "latest" / "parquet") == ["claims_by_benefit_month.parquet"]
    assert shown(share)["scope"] == "public"


def test_a_folder_of_that_name_that_is_not_ours_is_left_alone(home: Home, share: Path) -> None:
    (share / "1" / "parquet").mkdir(parents=True)
    (share / "1" / "parquet" / "mine.txt").write_text("mine")
    with pytest.raises(ExportFolderRefused, match="not written by"):
        export_standing(home, share, ("parquet",))
    assert (share / "1" / "parquet" / "mine.txt").read_text() == "mine"


def test_nothing_published_and_a_full_share_are_told_as_such(
    home: Home, share: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NothingPublished):
        export_standing(Home(tmp_path / "empty"), share, ("parquet",))

    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(ExportFailed, match="No space left"):
        export_standing(home, share, ("duckdb",))
    assert names_in(share) == []


def settings(home: Home, share: Path, **more: Any) -> Settings:
    return Settings(home=home.root, export_to=share, **more)


def test_what_stands_is_brought_to_the_folder_of_the_settings_and_caught_up_when_the_share_is_back(
    home: Home, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(automatic, "notify_export", lambda _home, sentence: told.append(sentence))
    share.write_text("not a folder: the share is not mounted")
    export_by_itself(home, settings(home, share))
    assert len(told) == 1
    assert "published, but not exported" in told[0]
    share.unlink()
    export_by_itself(home, settings(home, share))
    export_by_itself(home, settings(home, share))
    assert shown(share)["publication"] == 1
    stand(home, 2)
    export_by_itself(home, settings(home, share, export_format="all"))
    assert sorted(shown(share)["formats"]) == sorted(FORMATS)
    assert len(told) == 1


def test_an_export_up_to_date_is_not_looked_through_at_every_run(home: Home, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export_by_itself(home, settings(home, share))
    monkeypatch.setattr("flows.export.standing.export_standing", pytest.fail)
    export_by_itself(home, settings(home, share))
    export_by_itself(home, Settings(home=home.root))


def test_a_folder_of_internal_figures_is_not_taken_for_one_of_public_ones(home: Home, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(automatic, "notify_export", lambda _home, sentence: told.append(sentence))
    export_by_itself(home, settings(home, share))
    shutil.copyfile(home.current_file, publication_file(home.warehouse, 1).with_name(PUBLIC_NAME))
    export_by_itself(home, Settings(home=home.root, export_public_to=share))
    assert "it shows the internal figures of publication 1, not public ones" in told[0]


@pytest.mark.parametrize("failing", ["stat", "read"])
def test_a_share_that_fails_while_it_is_read_is_told_as_such(
    home: Home, share: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    export_standing(home, share, ("parquet",))
    real, held = Path.stat, share / "latest" / "parquet" / "claims_by_benefit_month.parquet"

    def stat(self: Path, **more: bool) -> os.stat_result:
        if self == held:
            raise OSError(errno.EIO, "Input/output error", str(self))
        return real(self, **more)

    def read(_: Path) -> str:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(*((Path, "stat", stat) if failing == "stat" else ("flows.export.folder._sha256", read)))
    with pytest.raises(ExportFailed, match="Input/output error"):
        export_standing(home, share, ("parquet",))


def test_a_fault_nobody_foresaw_fails_no_run_and_tells_no_value(home: Home, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(automatic, "notify_export", lambda _home, sentence: told.append(sentence))

    def fault(*_: Any, **__: Any) -> None:
        raise KeyError("3316014503800001")

    monkeypatch.setattr("flows.export.standing.export_standing", fault)
    export_by_itself(home, settings(home, share))
    assert "KeyError" in told[0]
    assert "3316" not in told[0]
