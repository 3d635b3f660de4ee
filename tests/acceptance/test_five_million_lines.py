import os
import sys
import time
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tests.acceptance.claims_home import KEY, ClaimsHome

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

LINES = 5_000_000
CHUNK = 500_000
MOST_BYTES = 2 << 30


def told(figures: str) -> None:
    """Show a measured figure, whatever pytest captures."""
    sys.stderr.write(f"{figures}\n")


def chunk(first: int) -> pl.DataFrame:
    """Lines with two payments per claim and two claims per participant: all of JHT, a rupiah more in each."""
    n = pl.int_range(first, first + CHUNK, eager=True)
    frame = pl.DataFrame({"n": n})
    claim, person = pl.col("n") // 2, pl.col("n") // 4
    day = (pl.col("n") % 28 + 1).cast(pl.String).str.zfill(2)
    return frame.select(
        **{
            "KODE KLAIM": pl.format("JT0722-{}", claim.cast(pl.String).str.zfill(8)),
            "NO PEMBAYARAN": pl.format("BY0722-{}", pl.col("n").cast(pl.String).str.zfill(8)),
            "PROGRAM": pl.lit("JHT"),
            "JENIS MANFAAT": pl.lit("JHT"),
            "SEGMEN": pl.lit("PU"),
            "NIK": pl.format(
                "33160145{}80{}", (person // 9999 % 12 + 1).cast(pl.String).str.zfill(2), (person % 9999 + 1).cast(pl.String).str.zfill(4)
            ),
            "KPJ": pl.format("1{}", person.cast(pl.String).str.zfill(10)),
            "NAMA TK": pl.format("Peserta Nomor {}", person),
            "NAMA PENERIMA": pl.format("Penerima Nomor {}", person),
            "NO REKENING": pl.format("90{}", person.cast(pl.String).str.zfill(11)),
            "KODE KANTOR": pl.lit("K01"),
            "KODE KABUPATEN": pl.lit("33.16"),
            "TGL PENGAJUAN": pl.lit("27/06/2022"),
            "TGL BAYAR": pl.format("{}/07/2022", day),
            "NOMINAL": pl.format("{}", 1_000_000 + pl.col("n")),
            "STATUS": pl.lit("DIBAYAR"),
        }
    )


def write_lines(path: Path) -> None:
    """Five million lines in one CSV."""
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        for first in range(0, LINES, CHUNK):
            chunk(first).write_csv(file, include_header=first == 0, separator=";")


def test_five_million_lines_in_one_csv_stay_under_two_gibibytes(tmp_path: Path) -> None:
    home = ClaimsHome(tmp_path / "home", {"CLAIMS_PSEUDONYM_KEY": KEY})
    write_lines(home.root / "landing" / "2022-07" / "kudus" / "klaim.csv")
    began = time.monotonic()
    with home.running("run", "--period", "2022-07") as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds, said = time.monotonic() - began, process.stderr.read() if process.stderr else ""
    peak = usage.ru_maxrss << 10
    told(f"{LINES:,} lines: {seconds:.1f} s, peak memory {peak / (1 << 30):.2f} GiB, CPU {usage.ru_utime + usage.ru_stime:.1f} s")
    assert process.returncode == 0, said
    rupiah = Decimal(LINES * 1_000_000 + LINES * (LINES - 1) // 2)
    [(claims, payments, amount)] = home.query(
        "select claim_count, payment_count, amount_paid_idr from mart.claims_by_benefit_month where benefit_type_code = 'JHT'"
    )
    assert (claims, payments, amount) == (LINES // 2, LINES, rupiah)
    assert peak < MOST_BYTES


def test_a_million_sample_lines_are_written_in_under_ten_seconds(tmp_path: Path) -> None:
    home = ClaimsHome(tmp_path / "home", {"CLAIMS_PSEUDONYM_KEY": KEY})
    ended = home.done("sample", "--from", "2022-07", "--to", "2022-07", "--senders", "1", "--rows", "1000000")
    told(f"1,000,000 sample lines: {ended.seconds:.1f} s")
    assert ended.seconds < 10
