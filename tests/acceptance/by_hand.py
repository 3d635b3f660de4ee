"""One month of four senders, drawn by hand in the four formats, and the figures that follow from it by hand."""

import csv
from datetime import date
from decimal import Decimal

from tests.acceptance.claims_home import ClaimsHome
from tests.acceptance.extracts import csv_bytes, drawn, gzip_bytes, parquet_bytes, serial, xlsx_bytes

PERIOD = "2022-07"

SENDERS = """\
sender_code,sender_name,valid_from,valid_to,branch_code,amount_form,date_order,source
kudus,Kantor Cabang Kudus,2015-07-01,,K01,,,drawn by hand
semarang,Kantor Cabang Semarang,2015-07-01,,K02,,,drawn by hand
pati,Kantor Cabang Pati,2015-07-01,,K03,,,drawn by hand
rembang,Kantor Cabang Rembang,2015-07-01,,K04,,,drawn by hand
"""

# cp1252, semicolons, rupiah as people write it. Rows 2 to 17 of the file.
KUDUS = drawn("""
KODE KLAIM|NO PEMBAYARAN|PROGRAM|JENIS MANFAAT|KOMPONEN MANFAAT|SEGMEN|NIK|NAMA TK|KODE KABUPATEN|TGL KEJADIAN|TGL BAYAR|NOMINAL|STATUS|JENIS PEMBAYARAN|NO PEMBAYARAN ASAL|KETERANGAN
K-1|KP-01|JHT|JHT|JHT_PENUH|PU|3316014503800001|André Wirasena|33.16||04/07/2022|Rp 11.750.000,25|DIBAYAR|ASLI||
K-2|KP-02|JHT|JHT|JHT_PENUH|PU|3316020107810002|Bagas Laksmita|33.16||04/07/2022|Rp 1.000.000,50|DIBAYAR|ASLI||lunas; diambil
K-2|KP-03|JHT|JHT|JHT_PENUH|PU|3316020107810002|Bagas Laksmita|33.16||20/07/2022|Rp 250.000,25|DIBAYAR|ASLI||
K-3|KP-04|JKM|JKM|JKM_SEKALIGUS|BPU|3318035212700003|Cahya Prawirata|33.18|10/06/2022|05/07/2022|Rp 20.000.000,00|DIBAYAR|ASLI||
K-3|KP-05|JKM|JKM|JKM_BERKALA|BPU|3318035212700003|Cahya Prawirata|33.18|10/06/2022|05/07/2022|Rp 12.000.000,00|DIBAYAR|ASLI||
K-3|KP-06|JKM|JKM|JKM_PEMAKAMAN|BPU|3318035212700003|Cahya Prawirata|33.18|10/06/2022|05/07/2022|Rp 10.000.000,00|DIBAYAR|ASLI||
K-4|KP-07|JKM|BEASISWA|BEASISWA_SMA|BPU|3318035212700003|Cahya Prawirata|33.18|10/06/2022|06/07/2022|Rp 3.000.000,00|DIBAYAR|ASLI||
K-5|KP-08|JHT|JHT|JHT_PENUH|PU|3316041501900004|Damar Suryatama|33.16||07/07/2022|Rp 99.000.000,00|DITOLAK|ASLI||nihil
K-6|KP-09|JHT|JHT|JHT_PENUH|PU|3317056808950005|Endah Kertanala|33.17||05/07/2022|Rp 5.000.000,00|DIBAYAR|ASLI||
K-6|KP-10|JHT|JHT|JHT_PENUH|PU|3317056808950005|Endah Kertanala|33.17|-|12/07/2022|Rp -5.000.000,00|DIBAYAR|RETUR|KP-09|rekening salah
K-6|KP-11|JHT|JHT|JHT_PENUH|PU|3317056808950005|Endah Kertanala|33.17|...|19/07/2022|Rp 5.000.000,00|DIBAYAR|PENGGANTI|KP-09|
K-1|KP-12|JHT|JHT|JHT_PENUH|PU|3316014503800001|André Wirasena|33.16||22/07/2022|Rp -100.000,75|DIBAYAR|KOREKSI|KP-01|
K-2|KP-02|JHT|JHT|JHT_PENUH|PU|3316020107810002|Bagas Laksmita|33.16||04/07/2022|Rp 1.000.000,50|DIBAYAR|ASLI||lunas; diambil
K-9|KP-13|JHT|JHT|JHT_PENUH|PU|3316014503800001|André Wirasena|33.16||31/06/2022|Rp 800.000,00|DIBAYAR|ASLI||
K-10|KP-14|JHT|JXX||PU|3316014503800001|André Wirasena|33.16||08/07/2022|Rp 900.000,00|DIBAYAR|ASLI||
K-11|KP-15|JHT|JHT|JHT_PENUH|PU|3316014503800001|André Wirasena|33.16||15/06/2022|Rp 700.000,00|DIBAYAR|ASLI||
""")  # noqa: E501

# Compressed, UTF-8 with a byte order mark, commas, every cell quoted, English separators, ISO dates; neither status nor payment type.
SEMARANG = drawn("""
NO AGENDA|NO VOUCHER|PROGRAM|KOMPONEN MANFAAT|NIK|KPJ|KODE KABUPATEN|TGL KEJADIAN|TGL BAYAR|JUMLAH DIBAYAR
S-1|SP-1|JHT|JHT_PENUH|3316014503800001|10000000001|3374||2022-07-01|1,234,567.00
S-2|SP-2|JP|JP_HARI_TUA_SEKALIGUS|3374066504600006|10000000002|3374||2022-07-11|8,645,000.00
S-3|SP-3|JKP|JKP_BULAN_1|3374071110880007|10000000003|3374||2022-07-12|2,250,000.00
S-3|SP-4|JKP|JKP_BULAN_2|3374071110880007|10000000003|3374||2022-07-29|1,100,000.50
S-4|SP-5|JHT|JHT_PENUH||10000000004|3374||2022-07-13|500,000.00
S-5|SP-6|JHT|JHT_PENUH|||3374||2022-07-31|2,000,000.00
""")

# A workbook with titles, typed numbers, Excel's day numbers, a total row and a signature.
PATI_JHT = drawn("""
KODE KLAIM|NO PEMBAYARAN|PROGRAM|NIK|KODE KABUPATEN|TGL BAYAR|NOMINAL
P-1|PP-1|JHT|3318084402920008|3318|2022-07-14|3000000
P-2|PP-2|JHT|3318090309930009|3318|2022-07-15|4500000.25
""")
PATI_JKK = drawn("""
KODE KLAIM|NO PEMBAYARAN|PROGRAM|KOMPONEN MANFAAT|NIK|KODE KABUPATEN|TGL KEJADIAN|TGL BAYAR|NOMINAL
P-3|PP-3|JKK|JKK_STMB|3318104101940010|3318|2022-03-01|2022-07-18|1250000
P-3|PP-4|JKK|JKK_PENGOBATAN|3318104101940010|3318|2022-03-01|2022-07-18|45677.75
""")

# Parquet, typed; the benefit type alone.
REMBANG = drawn("""
KODE KLAIM|NO PEMBAYARAN|JENIS MANFAAT|KOMPONEN MANFAAT|NIK|KODE KABUPATEN|TGL KEJADIAN|TGL BAYAR|NOMINAL
R-1|RP-1|BEASISWA|BEASISWA_TK_SD|3317114505850011|33.17|2021-12-24|2022-07-25|1500000.00
R-2|RP-2|BEASISWA|BEASISWA_S1|3317120606860012|33.17|2020-02-29|2022-07-26|12000000.00
""")

# benefit type -> claims, payment lines, participants, rupiah. JHT: K-1, K-2, K-6, S-1, S-4, S-5, P-1, P-2; the participant of
# K-1 is that of S-1, and S-5 names none.
TRUTH = {
    "JHT": (8, 12, 6, Decimal("29134567.50")),
    "JKM": (1, 3, 1, Decimal("42000000.00")),
    "JKK": (1, 2, 1, Decimal("1295677.75")),
    "JP": (1, 1, 1, Decimal("8645000.00")),
    "JKP": (1, 2, 1, Decimal("3350000.50")),
    "BEASISWA": (3, 3, 3, Decimal("16500000.00")),
}
# the same for regencies with JHT lines
JHT_BY_REGENCY = {
    "33.16": (2, 4, 2, Decimal("12900000.25")),
    "33.17": (1, 3, 1, Decimal("5000000.00")),
    "33.18": (2, 2, 2, Decimal("7500000.25")),
    "33.74": (3, 3, 2, Decimal("3734567.00")),
}
# sender, row of the file, code, outcome: what is not simply accepted
SET_ASIDE = {
    ("kudus", 14, "ID04", "duplicate"),
    ("kudus", 15, "DT01", "quarantined"),
    ("kudus", 16, "PR02", "quarantined"),
}
NOT_A_PAYMENT = 1  # K-5
WAITING = 1  # K-11: paid in June, of which nothing has been delivered


def deliver(home: ClaimsHome) -> None:
    """Put the month into the home's landing zone, and its sender table into reference/."""
    (home.root / "reference").mkdir(parents=True, exist_ok=True)
    (home.root / "reference" / "senders.csv").write_text(SENDERS, encoding="utf-8")
    for place, content in extracts().items():
        home.lay(place, content)


def extracts() -> dict[str, bytes]:
    """landing path -> bytes."""
    return {
        f"{PERIOD}/kudus/Klaim Juli.csv": csv_bytes(KUDUS, encoding="cp1252"),
        f"{PERIOD}/semarang/klaim.csv.gz": gzip_bytes(csv_bytes(SEMARANG, delimiter=",", encoding="utf-8-sig", quoting=csv.QUOTE_ALL)),
        f"{PERIOD}/pati/klaim.xlsx": _pati(),
        f"{PERIOD}/rembang/klaim.parquet": parquet_bytes(
            REMBANG, TGL_KEJADIAN=date.fromisoformat, TGL_BAYAR=date.fromisoformat, NOMINAL=Decimal
        ),
    }


def _pati() -> bytes:
    jht = PATI_JHT.cells(TGL_BAYAR=serial, NOMINAL=Decimal)
    jkk = PATI_JKK.cells(TGL_KEJADIAN=serial, TGL_BAYAR=serial, NOMINAL=Decimal)
    return xlsx_bytes(
        {
            "JHT": [
                ["DAFTAR PEMBAYARAN KLAIM JHT"],
                ["Kantor Cabang Pati, Juli 2022"],
                [],
                *jht,
                ["JUMLAH", None, None, None, None, None, Decimal("7500000.25")],
                [],
                ["Mengetahui"],
                ["Kepala Kantor Cabang"],
            ],
            "JKK": jkk,
        }
    )
