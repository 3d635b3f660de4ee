"""Participation extracts from the landing zone to the coverage mart, beside claims and without being mistaken for them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.claims_home import ClaimsHome

pytestmark = [pytest.mark.prefect, pytest.mark.xdist_group("acceptance: coverage")]

HEADER = "KODE KABUPATEN;SEGMEN;KELOMPOK PEKERJA;SUMBER DATA;JUMLAH PESERTA\n"
MAY = "33.16;PU;;;21.405\n33.16;BPU;;;14.180\n33.16;JAKON;;;3.740\n33.16;PMI;;;212\n"
STOCK = """
    select strftime(period, '%Y-%m'), regency_code, segment_code, participant_count
    from mart.coverage_by_region_month
    where regency_code is not null and segment_code is not null and participant_count is not null
"""
WORKERS = """
    select strftime(period, '%Y-%m'), regency_code, worker_group_code, source, participant_count
    from mart.vulnerable_workers_by_source_month
"""
OF_BLORA = """
    select participant_count, cast(coverage_percent as varchar) from mart.coverage_by_region_month_vintages
    where period = date '2022-05-01' and target_population = 352284 and publication_to is null
"""


@pytest.fixture(scope="module")
def blora(tmp_path_factory: pytest.TempPathFactory) -> ClaimsHome:
    """The announcement's months with planted faults, by a seed of its own."""
    home = ClaimsHome(tmp_path_factory.mktemp("coverage") / "home")
    home.done("sample", "--profile", "blora", "--messy", "--seed", "8417")
    assert home.claims("backfill", "2022-01", "2022-07").code == 11  # the unusable files of a messy sample
    return home


def truth(home: ClaimsHome) -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = json.loads((home.root / "truth.json").read_text(encoding="utf-8"))
    return told


def as_told(rows: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    return {tuple(row.values()) for row in rows}


def test_every_participant_is_where_the_truth_says(blora: ClaimsHome) -> None:
    assert set(blora.query(STOCK)) == as_told(truth(blora)["participation"])
    assert set(blora.query(WORKERS)) == as_told(truth(blora)["vulnerable_workers"])


def test_the_claims_beside_them_are_the_true_ones_to_the_sen(blora: ClaimsHome) -> None:
    told = {(row["period"], row["benefit_type_code"]): (row["payment_count"], row["amount_paid_idr"]) for row in truth(blora)["totals"]}
    shown = {cell: (figures[1], str(figures[3])) for cell, figures in blora.figures.items()}
    assert {cell: figures for cell, figures in shown.items() if figures[0]} == {cell: one for cell, one in told.items() if one[0]}


def test_every_planted_fault_of_participants_is_found_where_it_lies(blora: ClaimsHome) -> None:
    planted = {(one["file"].split("/")[-1], one["row"], one["code"]) for one in truth(blora)["faults"] if one["code"].startswith("PC")}
    listed = blora.done("quarantine", "list", "--all", "--json").result
    found = {(one["file"], one["row"], one["code"]) for one in listed if one["code"].startswith("PC")}
    assert planted
    assert found == planted


def test_blora_is_covered_as_announced_and_the_announcement_cut_it_off(blora: ClaimsHome) -> None:
    assert blora.query(OF_BLORA) == [(17_920, "5.0868")]
    workers = "select sum(participant_count) from mart.vulnerable_workers_by_source_month where period = date '2022-05-01'"
    assert blora.query(workers) == [(12_951,)]
    [coverage] = blora.done("reconcile", "blora-2022", "--json").result["coverage"]
    percent = coverage["figures"][-1]
    assert (coverage["agrees"], percent["printed"], percent["method"]) == (True, "5,08 %", "truncation")
    assert "rounded it would be 5.09" in percent["verdict"]


def test_running_again_changes_nothing(blora: ClaimsHome) -> None:
    before = blora.published
    assert "nothing has changed" in blora.claims("run", "--period", "2022-05").said
    assert blora.published == before


def test_status_tells_kinds_of_extracts_apart(blora: ClaimsHome) -> None:
    cells = {cell["period"]: cell for cell in blora.done("status", "--json").result}
    assert (cells["2022-05"]["extracts"], cells["2022-05"]["participation"]) == (1, 1)
    kinds = {row["file"]: row["contract"] for row in blora.done("status", "2022-07", "--arrivals", "--json").result}
    assert kinds["peserta-blora.csv"] == "participation"
    assert kinds["klaim-blora.csv"] == "claims"


@pytest.fixture
def small(tmp_path: Path) -> ClaimsHome:
    """One sender with claims in May and June 2022, and participants in May."""
    home = ClaimsHome(tmp_path / "home")
    for month in ("05", "06"):
        home.lay(f"2022-{month}/blora/klaim.csv", f"KODE KLAIM,PROGRAM,TGL BAYAR,NOMINAL\nK{month},JHT,2022-{month}-03,1000000\n".encode())
    home.lay("2022-05/blora/peserta.csv", (HEADER + MAY).encode())
    home.done("backfill", "2022-05", "2022-06")
    return home


def test_a_correction_restates_the_coverage_and_is_told_and_a_rollback_takes_it_back(small: ClaimsHome) -> None:
    first = small.published
    assert small.query(OF_BLORA) == [(17_920, "5.0868")]
    small.lay("2022-05/blora/peserta.csv", (HEADER + MAY.replace("14.180", "14.190")).encode())
    told = small.done("run", "--period", "2022-05").said
    assert "coverage published before was changed" in told
    assert small.query(OF_BLORA) == [(17_930, "5.0896")]
    assert small.done("doctor", "--rebuild", "all", "--json")
    small.done("publish", "--rollback")
    assert small.query(OF_BLORA) == [(17_920, "5.0868")]
    assert first is not None
    assert small.published is not None
    assert small.published.content_hash == first.content_hash


def test_a_month_of_participants_alone_shows_no_claims_and_stays(small: ClaimsHome) -> None:
    small.lay("2022-07/blora/peserta.csv", (HEADER + MAY).encode())
    small.done("run", "--period", "2022-07")
    assert {period for period, _ in small.figures} == {"2022-05", "2022-06"}
    assert small.query("select count(*) from mart.coverage_by_region_month where period = date '2022-07-01'") == [(9,)]
    not_reported = "select count(*), count(participant_count) from mart.coverage_by_region_month where period = date '2022-06-01'"
    assert small.query(not_reported) == [(9, 0)]
    small.lay("2022-06/blora/klaim.csv", b"KODE KLAIM,PROGRAM,TGL BAYAR,NOMINAL\nK06,JHT,2022-06-03,2000000\n")
    small.done("run", "--period", "2022-06")
    assert small.query("select count(participant_count) from mart.coverage_by_region_month where period = date '2022-07-01'") == [(9,)]


def test_participants_are_no_answer_to_a_nil_return_of_claims(small: ClaimsHome) -> None:
    small.lay("2022-07/blora/peserta.csv", (HEADER + MAY).encode())
    small.lay("2022-07/blora/nil.manifest.yaml", b"kind: nil\n")
    small.done("run", "--period", "2022-07")
    [cell] = small.done("status", "2022-07", "--json").result
    assert (cell["state"], cell["extracts"], cell["participation"]) == ("nil", 0, 1)


def test_a_target_of_the_home_is_published_without_reading_any_extract_again(small: ClaimsHome) -> None:
    row = "33.16,Pekerja BPU dan jasa konstruksi,x,BPU JAKON,2022,358400,2022-01-01,,a table of the home,"
    header = "regency_code,target_group,target_group_en,segments,year,population,valid_from,valid_to,source,note"
    (small.root / "reference").mkdir(exist_ok=True)
    (small.root / "reference" / "target_populations.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    told = small.done("run", "--period", "2022-05", "--json").result
    assert (told["is_new"], told["parts_made"]) == (True, 0)
    shown = "select cast(coverage_percent as varchar), target_source from mart.coverage_by_region_month where target_population = 358400"
    assert small.query(f"{shown} and participant_count is not null") == [("5.0000", "a table of the home")]


OFFICES = """
    select strftime(period, '%Y-%m'), regency_code, participant_count from mart.coverage_by_region_month
    where segment_code = 'BPU' order by regency_code nulls first, period
"""


def test_what_one_of_two_offices_counted_is_never_shown_as_the_whole(tmp_path: Path) -> None:
    home = ClaimsHome(tmp_path / "home")
    for month in ("05", "06"):
        home.lay(f"2022-{month}/blora/klaim.csv", f"KODE KLAIM,PROGRAM,TGL BAYAR,NOMINAL\nK{month},JHT,2022-{month}-03,1000000\n".encode())
        home.lay(f"2022-{month}/blora/peserta.csv", f"{HEADER}33.15;BPU;;;100\n".encode())
    home.lay("2022-05/cepu/peserta.csv", f"{HEADER}33.15;BPU;;;50\n33.15;BPU;Pekerja Rentan;CSR;5\n".encode())
    home.lay("2022-06/pati/peserta.csv", f"{HEADER}33.18;BPU;;;7\n".encode())
    told = home.done("backfill", "2022-05", "2022-06").said
    assert "ask for its extract (found 1 row: 2022-06 33.15 (2 of 2))" in told
    may = [("2022-05", "33.15", 150)]
    assert home.query(OFFICES) == [
        ("2022-05", None, 150),
        ("2022-06", None, None),
        *may,
        ("2022-06", "33.15", None),
        ("2022-06", "33.18", 7),
    ]
    assert home.query(WORKERS) == [("2022-05", "33.15", "RENTAN", "CSR", 5), ("2022-06", "33.15", "RENTAN", "CSR", None)]
    senders = "sender_code,sender_name,valid_from,valid_to,branch_code,amount_form,date_order,source\n"
    (home.root / "reference").mkdir(exist_ok=True)
    (home.root / "reference" / "senders.csv").write_text(senders + "cepu,Cepu,2020-01-01,2022-05-31,,,,closed\n", encoding="utf-8")
    assert "ask for its extract" not in home.done("run", "--period", "2022-06").said
    assert home.query(OFFICES) == [("2022-05", None, 150), ("2022-06", None, 107), *may, ("2022-06", "33.15", 100), ("2022-06", "33.18", 7)]
    assert home.query(WORKERS) == [("2022-05", "33.15", "RENTAN", "CSR", 5)]
    home.lay("2022-06/cepu/peserta.csv", f"{HEADER}33.15;BPU;;;51\n33.15;BPU;Pekerja Rentan;CSR;6\n".encode())
    home.done("run", "--period", "2022-06")
    assert home.query(OFFICES) == [("2022-05", None, 150), ("2022-06", None, 158), *may, ("2022-06", "33.15", 151), ("2022-06", "33.18", 7)]
    assert home.done("doctor", "--rebuild", "all", "--json")
