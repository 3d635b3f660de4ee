"""Random workbooks with what offices put into theirs, as xlsxwriter writes them and in the dress that openpyxl gives them."""

import io
import posixpath
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.answer.books import COLUMN, HEADER, drawn, finding, opened, zipped_parts

SHEET = "Klaim Juli"
OTHERS = ("Rekap", "Data <&> o'ah", "Lampiran", "Catatan")


@dataclass(frozen=True)
class RandomBook:
    """A workbook, and findings about some cells of its sheet of claims."""

    content: bytes
    findings: list[dict[str, Any]]
    places: set[str]  # addresses of the cells the findings are about


def random_book(seed: int) -> RandomBook:
    """The workbook of this seed, always the same."""
    chance = Random(seed)  # noqa: S311 - not for secrets
    above, left, lines = chance.randint(0, 3), chance.randint(0, 2), chance.randint(3, 12)
    chosen = {(above + 2 + chance.randrange(lines), column) for column in COLUMN for _ in range(chance.randint(0, 2))}
    chosen |= {(above + 2, "participant_nik")}
    places = {f"{chr(ord(COLUMN[column]) + left)}{row}": (row, column) for row, column in sorted(chosen)}

    def draw(book: Any) -> None:
        before = chance.randint(0, 2)
        for name in OTHERS[:before]:
            _other_sheet(book, name, chance)
        _claims(book, chance, above, left, lines, sorted(places))
        for name in OTHERS[before : before + chance.randint(0, 2)]:
            _other_sheet(book, name, chance)
        _of_the_book(book, chance)

    kinds = {place: chance.choice(["error", "warning"]) for place in sorted(places)}
    findings = [finding(row, "NK01", column, kinds[place], SHEET) for place, (row, column) in places.items()]
    return RandomBook(drawn(draw), findings, set(places))


def _claims(book: Any, chance: Random, above: int, left: int, lines: int, places: list[str]) -> None:
    sheet = book.add_worksheet(SHEET)
    looks = [None, book.add_format({"bold": True, "border": 1}), book.add_format({"num_format": "#,##0.00", "bg_color": "#CCFFCC"})]
    if above:
        sheet.merge_range(0, left, 0, left + 5, "LAPORAN PEMBAYARAN KLAIM", looks[1])
    sheet.write_row(above, left, HEADER, looks[1])
    _lines(sheet, chance, range(above + 1, above + 1 + lines), left, looks)
    last = above + lines
    sheet.write_formula(
        last + 1, left + 4, f"=SUM({chr(ord('A') + left + 4)}{above + 2}:{chr(ord('A') + left + 4)}{last + 1})", None, 4321.5
    )
    for feature in chance.sample(FEATURES, chance.randint(2, len(FEATURES))):
        feature(sheet, chance, (above, left, last), places)
    if chance.random() < 0.5:
        book.define_name(f"'{SHEET}'!Nilai", f"='{SHEET}'!$E$2")


def _lines(sheet: Any, chance: Random, rows: range, left: int, looks: list[Any]) -> None:
    for row in rows:
        for column, text in enumerate((f"K{row}", "JHT", "3316080101900001", "01/07/2022")):
            if chance.random() < 0.9:
                sheet.write_string(row, left + column, text, chance.choice(looks))
        if chance.random() < 0.5:
            sheet.write_formula(row, left + 4, f"=ROUND({row}*1000.5,2)", chance.choice(looks), row * 1000.5)
        else:
            sheet.write_number(row, left + 4, row * 999.25, chance.choice(looks))
        if chance.random() < 0.3:
            sheet.write_rich_string(row, left + 5, "biasa ", looks[1], "tebal", " <&>")


def _other_sheet(book: Any, name: str, chance: Random) -> None:
    sheet = book.add_worksheet(name)
    quoted = SHEET.replace("'", "''")
    sheet.write_formula("B2", f"='{quoted}'!E3+1", None, 1001.5)
    sheet.write_formula("B3", '="teks "&B2', None, "teks 1001.5")
    sheet.write_array_formula("C2:C3", "{=B2:B3*2}", None, 2003)
    sheet.set_column(0, 0, chance.choice([5, 17.5, 40]))
    if chance.random() < 0.4:
        sheet.write_comment("B2", "catatan rekap")
    if chance.random() < 0.3:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"='{name.replace(chr(39), chr(39) * 2)}'!$B$2:$B$3"})
        sheet.insert_chart("E2", chart)
    if chance.random() < 0.3:
        sheet.hide() if chance.random() < 0.5 else sheet.very_hidden()
    if chance.random() < 0.3:
        sheet.protect()


def _of_the_book(book: Any, chance: Random) -> None:
    if chance.random() < 0.5:
        book.define_name("Jumlah", f"='{SHEET}'!$E$9")
    if chance.random() < 0.3:
        book.set_custom_property("Kantor", "Kudus")
    if chance.random() < 0.3:
        book.set_calc_mode("manual")
    if chance.random() < 0.2:
        book.add_chartsheet("Grafik").set_chart(_pie(book))


def _pie(book: Any) -> Any:
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": f"='{SHEET}'!$E$2:$E$4"})
    return chart


Where = tuple[int, int, int]  # header row, first column, last line's row; from 0
Feature = Callable[[Any, Random, Where, list[str]], None]


def _widths(sheet: Any, chance: Random, where: Where, _: list[str]) -> None:
    sheet.set_column(where[1], where[1] + 1, chance.choice([9.5, 31.25]))
    sheet.set_column(where[1] + 3, where[1] + 3, 12, None, {"hidden": True})


def _rows(sheet: Any, chance: Random, where: Where, _: list[str]) -> None:
    sheet.set_row(where[2], 33)
    sheet.set_row(chance.randint(where[0] + 1, where[2]), None, None, {"hidden": True})
    sheet.set_row(where[2] - 1, None, None, {"level": 1})


def _filter(sheet: Any, chance: Random, where: Where, _: list[str]) -> None:
    sheet.autofilter(where[0], where[1], where[2], where[1] + 5)
    if chance.random() < 0.5:
        sheet.filter_column(where[1] + 1, "x == JHT")


def _conditions(sheet: Any, chance: Random, where: Where, _: list[str]) -> None:
    area = (where[0] + 1, where[1] + 4, where[2], where[1] + 4)
    sheet.conditional_format(*area, {"type": chance.choice(["3_color_scale", "data_bar", "duplicate"])})
    sheet.conditional_format(*area, {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(*area, {"type": "icon_set", "icon_style": "3_traffic_lights"})


def _validations(sheet: Any, chance: Random, where: Where, _: list[str]) -> None:
    rule = chance.choice([{"validate": "list", "source": ["JHT", "JKM"]}, {"validate": "integer", "criteria": ">", "value": 0}])
    sheet.data_validation(
        where[0] + 1, where[1] + 1, where[2], where[1] + 1, rule | {"input_message": "pilih", "error_message": "salah <&>"}
    )


def _notes(sheet: Any, chance: Random, where: Where, places: list[str]) -> None:
    for place in chance.sample(places, chance.randint(1, len(places))):
        sheet.write_comment(place, f"dari kantor: {place}", {"author": "Kepala", "visible": chance.random() < 0.3})
    sheet.write_comment(where[2] + 3, where[1] + 5, "catatan lain <&>")


def _locked(sheet: Any, chance: Random, _: Where, __: list[str]) -> None:
    sheet.protect(chance.choice(["", "rahasia"]), {"format_cells": True, "sort": True})
    sheet.unprotect_range("A1:B2", "bebas")


def _panes_and_print(sheet: Any, chance: Random, where: Where, _: list[str]) -> None:
    sheet.freeze_panes(where[0] + 1, where[1] + 1)
    sheet.set_header("&LKlaim &D")
    sheet.set_landscape()
    sheet.repeat_rows(where[0])
    sheet.print_area(where[0], where[1], where[2], where[1] + 5)
    sheet.set_zoom(chance.choice([80, 120]))
    sheet.set_h_pagebreaks([where[2]])


def _links(sheet: Any, _: Random, where: Where, __: list[str]) -> None:
    sheet.write_url(where[2] + 2, where[1] + 5, "https://example.org/a?b=1&c=2", string="lihat")
    sheet.write_url(where[2] + 3, where[1] + 4, f"internal:'{SHEET}'!A1", string="atas")


def _drawings(sheet: Any, chance: Random, where: Where, _: list[str]) -> None:
    sheet.insert_image(where[2] + 5, 8, "dot.png", {"image_data": _dot()})
    if chance.random() < 0.5:
        sheet.insert_textbox(where[2] + 8, 8, "stempel")
    if chance.random() < 0.5:
        sheet.insert_button(where[2] + 5, 12, {"caption": "Cetak"})


def _table(sheet: Any, _: Random, where: Where, __: list[str]) -> None:
    headings = [{"header": heading} for heading in HEADER]
    sheet.add_table(where[0], where[1], where[2], where[1] + 5, {"columns": headings, "name": "Klaim", "autofilter": False})


def _sparkline(sheet: Any, _: Random, where: Where, __: list[str]) -> None:
    sheet.add_sparkline(where[0], 16, {"range": f"'{SHEET}'!E2:E5"})
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


FEATURES: list[Feature] = [
    _widths, _rows, _filter, _conditions, _validations, _notes, _locked, _panes_and_print, _links, _drawings, _table, _sparkline,
]  # fmt: skip


def _dot() -> Any:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b""))


def as_openpyxl_writes(content: bytes) -> bytes:
    """The same workbook in openpyxl's dress: no XML declarations, absolute targets, its names for notes, no cached values, no spans.

    A dress of our own, so that it can be drawn at random.
    """
    parts = dict(opened(content).parts)
    renamed = {name: _renamed(name) for name in parts}
    return zipped_parts({renamed[name]: _dressed(name, data, renamed) for name, data in parts.items()})


def _renamed(name: str) -> str:
    comments = re.fullmatch(r"xl/comments(\d+)\.xml", name)
    drawing = re.fullmatch(r"xl/drawings/vmlDrawing(\d+)\.vml", name)
    if comments:
        return f"xl/comments/comment{comments[1]}.xml"
    return f"xl/drawings/commentsDrawing{drawing[1]}.vml" if drawing else name


def _dressed(name: str, data: bytes, renamed: dict[str, str]) -> bytes:
    if name.endswith(".rels"):
        return _absolute(name, data, renamed)
    if name == "[Content_Types].xml":
        for old, new in renamed.items():
            data = data.replace(f'PartName="/{old}"'.encode(), f'PartName="/{new}"'.encode())
    if name.endswith(".xml"):
        data = re.sub(rb"^<\?xml[^>]*\?>\s*", b"", data)
    if name.startswith("xl/worksheets/sheet"):
        data = re.sub(rb' spans="[^"]*"', b"", data)
        data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v></v>", data)
    return data


def _absolute(name: str, data: bytes, renamed: dict[str, str]) -> bytes:
    """Targets counted from the package's root."""
    folder = posixpath.dirname(posixpath.dirname(name))

    def target(found: re.Match[bytes]) -> bytes:
        whole = found[0]
        if b'TargetMode="External"' in whole:
            return whole
        given = re.search(rb'Target="([^"]*)"', whole)
        assert given is not None
        part = posixpath.normpath(posixpath.join("/", folder, given[1].decode())).lstrip("/")
        return whole.replace(given[0], f'Target="/{renamed.get(part, part)}"'.encode())

    return re.sub(rb"<Relationship [^>]*>", target, data)
