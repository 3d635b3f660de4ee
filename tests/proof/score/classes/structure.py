"""Structure: columns lost or blank, headings, totals, separators and bytes."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import polars as pl

from tests.proof.score.scene import Defect, Delivery, Plant, Scene, bytes_of, has_numbers, is_csv, lines


def without(*columns: str) -> Plant:
    """The file without these columns."""
    return lambda scene: [replace(scene.own, dialect=replace(scene.own.dialect, without=scene.own.dialect.without | set(columns)))]


def _rows(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def _header_again(data: bytes) -> bytes:
    rows = _rows(data)
    middle = len(rows) // 2
    return b"".join([*rows[:middle], rows[0].removeprefix(b"\xef\xbb\xbf"), *rows[middle:]])


def _garbled(data: bytes) -> bytes:
    """Two thousand bytes in the middle are those of another file."""
    middle = len(data) // 2
    return data[:middle] + bytes(range(128, 256)) * 15 + data[middle + 2_000 :]


def _ragged(separator: str) -> Callable[[bytes], bytes]:
    """In every thirtieth line a separator stands in a name, unquoted."""
    mark = separator.encode()

    def damage(data: bytes) -> bytes:
        rows = _rows(data)
        return b"".join(row.replace(b" ", mark, 1) if place % 30 == 5 and b" " in row else row for place, row in enumerate(rows))

    return damage


def _heading(scene: Scene) -> Sequence[Delivery]:
    heading = scene.own.dialect.headings["amount_paid_idr"].encode()
    return [replace(scene.own, damage=lambda data: data.replace(heading, b"XQ-17", 1))]


def _total_as_line(scene: Scene) -> pl.DataFrame:
    """A line without number, the sum of all others as its amount."""
    last = scene.lines[-1:].with_columns(sen=pl.lit(scene.lines["sen"].sum()), raw_claim_id=pl.lit(" "), raw_payment_id=pl.lit(" "))
    return pl.concat([scene.lines, last], how="diagonal_relaxed")


def _wrong_total(scene: Scene) -> Sequence[Delivery]:
    mark = scene.own.dialect.separator
    place = scene.own.dialect.columns.index("amount_paid_idr")
    row = f"JUMLAH{mark * place}1234567{mark * (len(scene.own.dialect.columns) - place - 1)}\n".encode()
    return [replace(scene.own, damage=lambda data: data + row)]


STRUCTURE = (
    Defect("S01", "the regency column lost", "a new template", "vanished", without("regency_code")),
    Defect("S02", "NIK and KPJ lost", "withheld for privacy", "vanished", without("participant_nik", "participant_kpj")),
    Defect("S03", "payment numbers lost", "a new template", "vanished",
        without("payment_id", "payment_type", "original_payment_id"), has_numbers),
    Defect("S04", "the regency blank throughout", "the code list was not joined", "place_far",
        lines(lambda s: s.lines.with_columns(regency=pl.lit(None, dtype=pl.Int64)))),
    Defect("S05", "the event date blank throughout", "the field is optional in the new form", "code_share_jumped",
        lines(lambda s: s.lines.with_columns(contingency=pl.lit(None, dtype=pl.Date)))),
    Defect("S06", "the amount's heading unknown", "XQ-17", "EX03", _heading, is_csv),
    Defect("S07", "the header repeated", "two exports are joined", "", bytes_of(_header_again), is_csv),
    Defect("S08", "a total counted as a line", "the sum stands below without a word", "ID01", lines(_total_as_line)),
    Defect("S09", "a total that does not fit", "lines were deleted, the total stayed", "refused", _wrong_total, is_csv),
    Defect("S10", "bytes of another file in the middle", "a broken disk", "", bytes_of(_garbled), is_csv),
    Defect("S11", "separators in names", "exported without quotes", "", lambda s: bytes_of(_ragged(s.own.dialect.separator))(s), is_csv),
)  # fmt: skip
