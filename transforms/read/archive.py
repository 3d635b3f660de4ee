"""A workbook is a zip of XML parts. Every part is unpacked once, by chunks, and must be of measure before a reader opens the file."""

import zipfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from transforms.errors import ExtractRefused
from transforms.read.cell_types import CellTypes
from transforms.read.limits import limit, over
from transforms.read.sheet_census import CellCensus, Claimed, ExactCensus, string_lengths
from transforms.read.sheet_looks import Looks, sheet_parts

CHUNK_BYTES = 4 << 20
ENCRYPTED = 0x1
PREFIX = b"<x:"  # how the Open XML SDK writes every tag
STRINGS = "sharedstrings.xml"
FORMULAS = "calcchain.xml"  # lists the formulas of all sheets, in no order
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, UnicodeError)
AS_CSV = "send it as CSV, or delete what lies outside the table and save it anew"
LONGEST_TAG = 1 << 16  # bytes; what is longer is text
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Damaged(Exception):
    """The zip, or the XML in it, is not whole."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a sheet while it was measured. `numbers`: None where that is not told."""

    looks: Looks = field(default_factory=Looks)
    numbers: CellTypes | None = None


class Archive:
    """The parts of one workbook, measured as they are read."""

    def __init__(self, parts: zipfile.ZipFile, file_name: str) -> None:
        self.parts, self.file_name = parts, file_name
        self.unpacked = 0
        self.seen: dict[str, Seen] = {}  # by part

    def refuse_hostile(self) -> None:
        """EX02 declared entities, EX05 a password, EX12 any limit of a workbook. Raises Damaged."""
        entries = self.parts.infolist()
        if len(entries) > limit("zip_entries"):
            raise over(self.file_name, f"the workbook has {len(entries)} parts", "zip_entries", fix=AS_CSV)
        if any(entry.flag_bits & ENCRYPTED for entry in entries):
            raise ExtractRefused("EX05", self.file_name, "the workbook is protected by a password", "save it without a password")
        self._refuse_stated_size(entries)
        self._refuse_large([(entry, self._census(entry)) for entry in entries])

    def _refuse_stated_size(self, entries: list[zipfile.ZipInfo]) -> None:
        """By the zip's own directory: cheap, and enough for honest bombs."""
        total = sum(entry.file_size for entry in entries)
        if total > limit("workbook_bytes"):
            raise over(self.file_name, f"the workbook unpacks to {total} bytes", "workbook_bytes", fix=AS_CSV)
        for entry in entries:
            self._refuse_ratio(entry, entry.file_size)

    def _refuse_ratio(self, entry: zipfile.ZipInfo, size: int) -> None:
        if size > max(limit("ratio_floor_bytes"), entry.compress_size * limit("unpack_ratio")):
            raise over(self.file_name, f"a part of the workbook unpacks to over {limit('unpack_ratio')} times its size", "unpack_ratio")
        if _is_strings(entry) and size > limit("shared_strings_bytes"):
            raise over(self.file_name, f"its shared strings unpack to {size} bytes", "shared_strings_bytes", fix=AS_CSV)

    def _census(self, entry: zipfile.ZipInfo) -> CellCensus:
        census, looks = CellCensus(), Looks()
        for text in self._texts(entry):
            self._refuse_declarations(text)
            census.take(text)
            if not _is_strings(entry):
                looks.take(text)
        self.seen[entry.filename] = Seen(looks, census.number_cells)
        return census

    def _texts(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The XML of a part by chunks that cut no tag."""
        kept = b""
        for chunk in self._chunks(entry):
            self.unpacked += len(chunk)
            if self.unpacked > limit("workbook_bytes"):
                raise over(self.file_name, "the workbook unpacks to more than its directory says", "workbook_bytes", fix=AS_CSV)
            if not kept and chunk.startswith(WIDE_MARKS):
                raise ExtractRefused("EX02", self.file_name, "its XML is UTF-16, which no spreadsheet program writes", AS_CSV)
            whole, kept = _cut_before_a_tag(kept + chunk)
            yield _without_prefix(whole)
        yield _without_prefix(kept)

    def _refuse_declarations(self, text: bytes) -> None:
        """Spreadsheets declare no entities: whoever does wants them expanded, or a file of this machine read."""
        if b"!" in text and (b"<!DOCTYPE" in text or b"<!ENTITY" in text):
            raise ExtractRefused("EX02", self.file_name, "its XML declares entities, which no spreadsheet program does", AS_CSV)

    def _refuse_large(self, measured: list[tuple[zipfile.ZipInfo, CellCensus]]) -> None:
        lengths = None
        for entry, census in measured:
            is_formulas = entry.filename.lower().endswith(FORMULAS)
            if (census.types.shared or not census.is_plain) and not is_formulas and lengths is None:
                strings = [one for one, _ in measured if _is_strings(one)]
                lengths = string_lengths(text for one in strings for text in self._texts(one))
            longest = int(lengths.max(initial=0)) if lengths is not None else 0
            is_short = census.types.shared * longest <= limit("shared_text_bytes")
            self._refuse_rows(census.last_row)
            is_harmless = is_formulas or (census.is_ordered and is_short)
            if not (census.is_plain and is_harmless and census.cells <= limit("workbook_cells")):
                self._refuse_exactly(entry, ExactCensus(lengths))

    def _refuse_exactly(self, entry: zipfile.ZipInfo, census: ExactCensus) -> None:
        if not entry.filename.lower().endswith(".xml"):
            raise Damaged
        try:
            census.measure(self._chunks(entry))
        except Claimed:
            raise Damaged from None
        self._refuse_rows(census.last_row)
        if census.cells > limit("workbook_cells"):
            what = f"a sheet spans {census.last_row} rows and {census.last_column} columns"
            raise over(self.file_name, what, "workbook_cells", fix=AS_CSV)
        if census.text_bytes > limit("shared_text_bytes"):
            raise over(self.file_name, "the cells of a sheet repeat too long texts", "shared_text_bytes", fix=AS_CSV)

    def _refuse_rows(self, last_row: int) -> None:
        if last_row > limit("sheet_rows"):
            raise over(self.file_name, f"a sheet claims a row {last_row}", "sheet_rows", fix=AS_CSV)

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """To the end of the packed bytes, whatever size the directory states: the readers after us go so far."""
        stated, entry.file_size = entry.file_size, limit("workbook_bytes") + 1
        try:
            with self.parts.open(entry) as stream, ThreadPoolExecutor(1) as ahead:
                coming = ahead.submit(stream.read, CHUNK_BYTES)
                while chunk := coming.result():
                    coming = ahead.submit(stream.read, CHUNK_BYTES)  # unpacked while this one is looked at
                    yield chunk
        except FAULTS:
            raise Damaged from None
        finally:
            entry.file_size = stated


def _cut_before_a_tag(text: bytes) -> tuple[bytes, bytes]:
    """What there is before the last tag, which may not be whole, and that tag; what is too long for a tag is text."""
    last = text.rfind(b"<")
    cut = last if len(text) - last < LONGEST_TAG else len(text)
    return text[:cut], text[cut:]


def _without_prefix(text: bytes) -> bytes:
    return text.replace(PREFIX, b"<") if PREFIX in text else text


def _is_strings(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith(STRINGS)


def refuse_hostile_parts(parts: zipfile.ZipFile, file_name: str) -> dict[str, Seen]:
    """ExtractRefused EX02, EX05, EX12 for a workbook that would harm its reader. Raises Damaged for one that is broken.

    Returns what was seen of its sheets, by name.
    """
    archive = Archive(parts, file_name)
    archive.refuse_hostile()
    return {name: archive.seen[part] for name, part in sheet_parts(parts).items() if part in archive.seen}
