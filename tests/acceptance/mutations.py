"""How a true table is spoiled: what keeps its information, and what takes some of it away."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.acceptance.drawn_sheets import Row, Sheet, csv_of, joined, xlsx_of
from tests.acceptance.mutated_files import Draft, Line, Mutated, draft_of, total_cell, true_lines
from tests.acceptance.mutated_headers import header_of

TITLES = ["LAPORAN KLAIM", "Kantor Cabang Kudus", "Periode Juli 2022", "DAFTAR PEMBAYARAN", "Tanggal Cetak: 1 Agustus 2022"]
NOTES = ["Catatan: data sementara", "Keterangan : sudah diperiksa", "Sumber: SMILE"]
IN_BOOKS = ("sheets by programme without a column", "several sheets")
SHARES = {IN_BOOKS[0]: 0.12, "titles by programme without a column": 0.08, IN_BOOKS[1]: 0.15, "tables below each other": 0.15}
REMOVING = [
    "unknown heading", "no header", "two amounts", "side by side", "doubtful group", "programme row between",
    "unknown header below", "false total", "cut line", "lines on a sheet without header", "two date orders",
    "moved line", "merged claims", "total without a word",
]  # fmt: skip


@dataclass(slots=True)
class Block:
    """A table with what stands above, between and below its lines; positions count from its first row."""

    rows: list[Row] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    line_rows: list[int] = field(default_factory=list)


def drawn_file(seed: int) -> Mutated:
    """The mutated file of a seed."""
    rng = random.Random(seed)  # noqa: S311  drawn, not secret
    draft, lines = draft_of(rng), true_lines(rng)
    if rng.random() < 0.25:
        draft.is_known = False
        draft.mutations.append(rng.choice(REMOVING))
    if draft.does("empty columns", 0.2):
        for _ in range(rng.randint(1, 2)):
            draft.columns.insert(rng.randint(0, len(draft.columns)), "")
    sheets = _sheets(draft, lines)
    if draft.is_book:
        return Mutated(_book(draft, sheets), "xlsx", lines, draft.mutations, draft.is_known)
    return Mutated(_text(draft, sheets[0].rows), "csv", lines, draft.mutations, draft.is_known)


def _sheets(draft: Draft, lines: list[Line]) -> list[Sheet]:
    """How the lines are laid out: by what was removed, else by chance."""
    name = draft.random.choice(["Klaim", "Sheet1", "Data 2022", "JHT dan lain"])
    half = len(lines) // 2
    plans: dict[str, Callable[[], list[Sheet]]] = {
        "programme row between": lambda: [_programme_row_between(draft, lines)],
        "side by side": lambda: [_sheet(draft, name, lines)],
        "unknown header below": lambda: [_stacked(draft, lines)],
        "lines on a sheet without header": lambda: [
            _sheet(draft, name, lines[:half]), Sheet("Lanjutan", [_line_row(draft, line) for line in lines[half:]]),
        ],
        "sheets by programme without a column": lambda: _by_programme(draft, lines),
        "titles by programme without a column": lambda: [_stacked_by_programme(draft, lines)],
        "several sheets": lambda: [_sheet(draft, f"{name} {n}", part) for n, part in enumerate((lines[:half], lines[half:]))],
        "tables below each other": lambda: [_stacked(draft, lines)],
    }  # fmt: skip
    chosen = next((plan for plan in plans if plan in draft.mutations), "")
    draft.is_book |= chosen == "lines on a sheet without header"
    for plan, share in () if chosen else SHARES.items():
        if (draft.is_book or plan not in IN_BOOKS) and draft.does(plan, share):
            chosen = plan
            break
    return plans[chosen]() if chosen else [_sheet(draft, name, lines)]


def _sheet(draft: Draft, name: str, lines: Sequence[Line], title: Row | None = None) -> Sheet:
    block = _block(draft, lines, title)
    if "side by side" in draft.mutations:
        block.rows = [row + [None] * (len(draft.columns) + 1 - len(row)) + row for row in block.rows]
        block.merged = []
    return _placed(draft, name, [block])


def _placed(draft: Draft, name: str, blocks: Sequence[Block]) -> Sheet:
    """Blocks below each other, below blank rows and right of empty columns."""
    top, left = (draft.random.randint(0, 3) if draft.does(kind, 0.2) else 0 for kind in ("rows above", "columns before"))
    sheet = Sheet(name, [[] for _ in range(top)])
    hidden = draft.does("hidden rows", 0.15) and draft.is_book
    for n, block in enumerate(blocks):
        sheet.rows += [[]] * (draft.random.randint(0, 2) if n else 0)
        start = len(sheet.rows)
        sheet.rows += [[None] * left + row if row else [] for row in block.rows]
        sheet.merged += [(a + start, b + left, c + start, d + left) for a, b, c, d in block.merged]
        sheet.hidden_rows |= {row + start for row in block.line_rows if hidden and draft.random.random() < 0.3}
    if draft.is_book and draft.does("hidden columns", 0.15):
        sheet.hidden_columns = {left + draft.random.randrange(len(draft.columns))}
    sheet.is_filtered = draft.does("filter", 0.1)
    return sheet


def _block(draft: Draft, lines: Sequence[Line], title: Row | None = None) -> Block:
    block, rng = Block(), draft.random
    if draft.does("titles", 0.35):
        block.rows += [[rng.choice(TITLES)] for _ in range(rng.randint(1, 3))] + [[]] * rng.randint(0, 1)
        if draft.is_book and rng.random() < 0.5:
            block.merged.append((0, 0, 0, len(draft.columns) - 1))
    if title:
        block.rows.append(title)
    header, merged = header_of(draft)
    if "no header" not in draft.mutations:
        block.merged += [(a + len(block.rows), b, c + len(block.rows), d) for a, b, c, d in merged]
        block.rows += header
    _lines(draft, block, lines, header)
    _below(draft, block, lines)
    return block


def _lines(draft: Draft, block: Block, lines: Sequence[Line], header: list[Row]) -> None:
    rng = draft.random
    pages, gaps, parts, notes = (
        draft.does(kind, share)
        for kind, share in (("header on each page", 0.15), ("empty rows", 0.15), ("subtotals", 0.15), ("notes between", 0.1))
    )
    since: list[Line] = []
    for n, line in enumerate(lines):
        if n and pages and n % 7 == 0:
            block.rows += [[f"Halaman {n // 7} dari 5"], [rng.choice(TITLES[:4])], *header]
        if n and gaps and rng.random() < 0.2:
            block.rows.append([])
        if since and parts and n % 6 == 0:
            block.rows.append(_total_row(draft, rng.choice(["SUB TOTAL", "Sub Total :"]), sum(one.sen for one in since)))
            since = []
        if n and notes and rng.random() < 0.1:
            block.rows.append([rng.choice(NOTES)])
        block.line_rows.append(len(block.rows))
        block.rows.append(_line_row(draft, line))
        since.append(line)


def _line_row(draft: Draft, line: Line) -> Row:
    row: Row = [draft.write[column](line) if column else None for column in draft.columns]
    if "two amounts" in draft.mutations:
        row.append("1")
    if "two date orders" in draft.mutations:
        day = line.paid
        row[draft.columns.index("paid")] = f"{day:%d/%m/%Y}" if int(line.claim[3:]) % 2 else f"{day:%m/%d/%Y}"
    if "moved line" in draft.mutations and line.claim == "JT-0002":
        row = [None, *row]
    if "merged claims" in draft.mutations and line.claim == "JT-0004":
        row[draft.columns.index("claim")] = None
    if "cut line" in draft.mutations and line.claim == "JT-0003":
        row = row[: max(draft.columns.index("amount"), draft.columns.index("paid"))]
    return row


def _total_row(draft: Draft, word: str, sen: int) -> Row:
    row: Row = [None] * len(draft.columns)
    row[draft.columns.index("amount")] = total_cell(draft, sen)
    places = [n for n, column in enumerate(draft.columns) if column in ("number", "claim", "nik", "name", "programme", "")]
    row[draft.random.choice(places)] = word
    return row


def _below(draft: Draft, block: Block, lines: Sequence[Line]) -> None:
    rng = draft.random
    is_false = "false total" in draft.mutations
    if draft.does("total", 0.35) or is_false:
        word = rng.choice(["JUMLAH", "TOTAL", "GRAND TOTAL", "Jumlah Seluruhnya :", "TOTAL PEMBAYARAN"])
        block.rows.append(_total_row(draft, word, sum(line.sen for line in lines) + 1_000_00 * is_false))
    if "total without a word" in draft.mutations:
        row: Row = [None] * len(draft.columns)
        row[draft.columns.index("amount")] = total_cell(draft, sum(line.sen for line in lines))
        block.rows.append(row)
    if draft.does("signature", 0.25):
        place = rng.randrange(max(len(draft.columns) - 1, 1))
        words = ["Kudus, 5 Agustus 2022", "Mengetahui,", "Kepala Kantor Cabang", None, "BUDI SANTOSO"]
        block.rows += [[], *([None] * place + [word] for word in words)]
    if draft.does("short signature", 0.1):
        block.rows += [["Mengetahui", "Budi"]]


def _stacked(draft: Draft, lines: list[Line]) -> Sheet:
    """Two tables below each other, the second with its columns in another order."""
    half = len(lines) // 2
    blocks = [_block(draft, lines[:half])]
    if draft.does("other order below", 0.7) or "unknown header below" in draft.mutations:
        draft.random.shuffle(draft.columns)
    if "unknown header below" in draft.mutations:
        rows: list[Row] = [[f"{word} BARU" for word in "ABCDEFGHIJKLMNOP"[: len(draft.columns)]]]
        blocks.append(Block([*rows, *(_line_row(draft, line) for line in lines[half:])]))
    else:
        blocks.append(_block(draft, lines[half:]))
    return _placed(draft, "Klaim", blocks)


def _by_programme(draft: Draft, lines: list[Line]) -> list[Sheet]:
    draft.columns.remove("programme")
    codes = list(dict.fromkeys(line.programme for line in lines))
    names = {"JHT": ["JHT", "jht", "Jaminan Hari Tua"], "JKK": ["JKK"], "BEASISWA": ["Beasiswa", "BEASISWA"]}
    return [_sheet(draft, draft.random.choice(names[code]), [line for line in lines if line.programme == code]) for code in codes]


def _title_of(draft: Draft, code: str) -> Row:
    titles: list[Row] = [[code], [f"PROGRAM : {code}"], ["PROGRAM", code], ["Program", ":", code]]
    return draft.random.choice(titles)


def _stacked_by_programme(draft: Draft, lines: list[Line]) -> Sheet:
    draft.columns.remove("programme")
    codes = list(dict.fromkeys(line.programme for line in lines))
    blocks = [_block(draft, [line for line in lines if line.programme == code], _title_of(draft, code)) for code in codes]
    return _placed(draft, "Klaim", blocks)


def _programme_row_between(draft: Draft, lines: list[Line]) -> Sheet:
    """The first title says of what the lines are, a row between the lines says of what the others are, and there is no header below it."""
    draft.columns.remove("programme")
    lines.sort(key=lambda line: line.programme)
    block, before = Block([_title_of(draft, lines[0].programme), *header_of(draft)[0]]), lines[0].programme
    for line in lines:
        if line.programme != before:
            block.rows.append(_title_of(draft, line.programme))
        block.rows.append(_line_row(draft, line))
        before = line.programme
    return _placed(draft, "Klaim", [block])


def _book(draft: Draft, sheets: list[Sheet]) -> bytes:
    if draft.does("pasted into one column", 0.1) and "cut line" not in draft.mutations:
        delimiter = draft.random.choice([";", ",", "|"])
        sheets = [Sheet(sheet.name, [[text] if text else [] for text in joined(_as_text(sheet.rows), delimiter)]) for sheet in sheets]
    if draft.does("a sheet beside", 0.15):
        sheets.insert(draft.random.randint(0, len(sheets)), Sheet("Rekap", [["PROGRAM", "KASUS"], ["Semua", 12], ["catatan"]]))
    return xlsx_of(sheets)


def _as_text(rows: list[Row]) -> list[Row]:
    width = max(map(len, rows))
    return [[str(cell) if cell is not None else "" for cell in row] + [""] * (width - len(row)) if row else [] for row in rows]


def _text(draft: Draft, rows: list[Row]) -> bytes:
    rng = draft.random
    width = max(map(len, rows))
    is_short = draft.does("short rows of furniture", 0.3)
    few = {id(row) for row in rows if len([cell for cell in row if cell]) <= 2}
    cut = {id(row) for row in rows if "cut line" in draft.mutations and "JT-0003" in row}
    full = [row if id(row) in cut or (is_short and id(row) in few) else row + [None] * (width - len(row)) for row in rows]
    delimiter = rng.choice([";", ";", ",", "\t", "|"])
    encoding = rng.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    newline = rng.choice(["\r\n", "\n"])
    above = f"sep={delimiter}{newline}" if delimiter != "\t" and draft.does("sep=", 0.1) else ""
    if draft.does("each line one quoted field", 0.1):
        lines: list[Row] = [[text] for text in joined(full, delimiter)]
        return csv_of(lines, delimiter=";", encoding=encoding, quoted=True, newline=newline, above=above)
    return csv_of(full, delimiter=delimiter, encoding=encoding, quoted=rng.random() < 0.3, newline=newline, above=above)
