"""The words of an answer, in the two languages it can be asked for in. What a code means stands in the rule table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything that an answer says besides the rules' sentences."""

    sentence: str  # the column of transforms.quarantine.rule_sentences
    index_sheet: str
    lines_sheet: str
    warned_sheet: str
    author: str
    kinds: dict[str, str]  # severity -> word
    index_headings: tuple[str, ...]
    line_headings: tuple[str, str, str]


INDONESIAN = Wording(
    sentence="sentence_id",
    index_sheet="Perbaikan",
    lines_sheet="Disisihkan",
    warned_sheet="Peringatan",
    author="Pemeriksaan klaim",
    kinds={"error": "kesalahan", "warning": "peringatan"},
    index_headings=("Lembar", "Baris", "Sel", "Kode", "Jenis", "Penjelasan"),
    line_headings=("Baris", "Kode", "Penjelasan"),
)
ENGLISH = Wording(
    sentence="sentence_en",
    index_sheet="Corrections",
    lines_sheet="Set aside",
    warned_sheet="Warnings",
    author="Claims check",
    kinds={"error": "error", "warning": "warning"},
    index_headings=("Sheet", "Row", "Cell", "Code", "Kind", "Explanation"),
    line_headings=("Row", "Code", "Explanation"),
)
WORDINGS = {"id": INDONESIAN, "en": ENGLISH}
