"""An export tells what the warehouse tells, in a folder that shows one publication whole; by command and by itself."""

import shutil
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.export import automatic
from flows.export.automatic import export_by_itself
from flows.export.errors import ExportFolderRefused, NoPublicFile
from flows.export.manifest import FORMATS
from flows.export.standing import export_standing
from flows.home import Home
from flows.settings import Settings
from tests.flows.exported_home import TOTALS, copied, published_twice, read_by_duckdb, shown, stand, totals
from tests.warehouse.drawn_content import content, names_in, publish_next
from warehouse.public_file import PUBLIC_NAME
from warehouse.publish import publication_file


@pytest.fixture(scope="module")
def two_publications(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_twice(tmp_path_factory.mktemp("exported") / "home")


@pytest.fixture
def home(two_publications: Path, tmp_path: Path) -> Home:
    return copied(two_publications, tmp_path / "home")


@pytest.fixture
def share(tmp_path: Path) -> Path:
    return tmp_path / "share"


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


def test_a_fault_nobody_foresaw_fails_no_run_and_tells_no_value(home: Home, share: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(automatic, "notify_export", lambda _home, sentence: told.append(sentence))

    def fault(*_: Any, **__: Any) -> None:
        raise KeyError("3316014503800001")

    monkeypatch.setattr("flows.export.standing.export_standing", fault)
    export_by_itself(home, settings(home, share))
    assert "KeyError" in told[0]
    assert "3316" not in told[0]
