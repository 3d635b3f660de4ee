"""Cleaning as a team that knows pandas writes it: Arrow for CSV and text, each distinct word or date understood once, whole columns.

Runs in the peers' environment. The domain's tables are the product's own: what the law says is no part of the comparison.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

TABLES = Path(__file__).parents[4] / "transforms" / "tables"
KEY = bytes.fromhex("0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0")
HEADINGS = {
    "KODE KLAIM": "claim_id", "NO PEMBAYARAN": "payment_id", "PROGRAM": "programme", "JENIS MANFAAT": "benefit_type",
    "KOMPONEN MANFAAT": "component", "SEGMEN": "segment", "NIK": "nik", "KPJ": "kpj", "NAMA TK": "participant_name",
    "NAMA PENERIMA": "beneficiary_name", "NO REKENING": "account", "NPP": "npp", "KODE KANTOR": "branch", "KODE KABUPATEN": "regency",
    "TGL KEJADIAN": "contingency_date", "TGL PENGAJUAN": "submission_date", "TGL PENETAPAN": "determination_date",
    "TGL BAYAR": "payment_date", "NOMINAL": "amount", "STATUS": "status", "JENIS PEMBAYARAN": "payment_type",
    "NO PEMBAYARAN ASAL": "original_payment_id",
}  # fmt: skip
CODED = {
    "programme": ("programmes", "programme_code"),
    "benefit_type": ("benefit_types", "benefit_type_code"),
    "component": ("benefit_components", "benefit_component_code"),
    "segment": ("segments", "segment_code"),
    "regency": ("regions", "regency_code"),
    "status": ("statuses", "status"),
    "payment_type": ("payment_types", "payment_type"),
}
ALIASED = {"component": "benefit_component_code", "programme": "programme_code", "benefit_type": "benefit_type_code",
           "segment": "segment_code", "regency": "regency_code", "status": "status", "payment_type": "payment_type"}  # fmt: skip
DATES = ("contingency_date", "submission_date", "determination_date", "payment_date")
TEXTS = ("claim_id", "payment_id", "nik", "kpj", "participant_name", "beneficiary_name", "account", "npp", "original_payment_id")
TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
SPACES = " \t\r\n\u00a0\u2007\u202f\ufeff"
MARKED = r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4}|[0-9]{1,15})(?:,(?:[0-9]{1,2}|--?))?"
WORD = r"(?i:rp\.?|idr)"
CURRENCY = rf"(?:{WORD}\s*)?"
READABLE = (
    rf"^\s*(?:(?:[-+]\s*{CURRENCY}|{CURRENCY}(?:[-+]\s*)?)(?:{MARKED})|(?:[-+]\s*)?(?:{MARKED})\s*{WORD}"
    rf"|{CURRENCY}\(\s*{CURRENCY}(?:{MARKED})\s*\))\s*$"
)
BIRTH = (
    r"^[0-9]{6}(?:(?:(?:0[1-9]|1[0-9]|2[0-8]|4[1-9]|5[0-9]|6[0-8])(?:0[1-9]|1[0-2])|[26]9(?:0[13-9]|1[0-2])|[37]0(?:0[13-9]|1[0-2])"
    r"|[37]1(?:0[13578]|1[02]))[0-9]{2}|[26]902(?:[02468][048]|[13579][26]))[0-9]{4}$"
)
SCIENTIFIC = r"^[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}$"


@dataclass(frozen=True)
class Extract:
    """A file of one month, read: text, nothing of it understood yet."""

    period: str
    text: pd.DataFrame


@cache
def table(name: str) -> pd.DataFrame:
    """One of the domain's tables, as text."""
    return pd.read_csv(TABLES / f"{name}.csv", dtype=str, keep_default_na=False)


def read(period: str, path: Path) -> Extract:
    """All cells as text, by Arrow, which reads on every core."""
    with path.open(encoding="utf-8-sig") as file:
        names = file.readline().rstrip("\r\n").split(";")
    texts = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), include_columns=list(HEADINGS), strings_can_be_null=False)
    read_in = csv.read_csv(path, parse_options=csv.ParseOptions(delimiter=";"), convert_options=texts)
    return Extract(period, read_in.rename_columns(list(HEADINGS.values())).to_pandas(types_mapper=lambda _: TEXT))


def understood(extract: Extract, branches: Sequence[str]) -> pd.DataFrame:
    """One row per line: codes, dates, sen and pseudonyms beside what the rules ask of the texts. Names and accounts are still there."""
    lines = extract.text
    lines["source_row"] = np.arange(2, len(lines) + 2, dtype=np.uint32)
    for column in TEXTS:
        lines[column] = blanked(lines[column])
    for column in (*CODED, "branch"):
        words = words_of(column) if column in CODED else {bare(code): code for code in branches}
        lines[f"{column}_said"] = by_word(lines[column], lambda text: text.strip(SPACES) not in marks()).fillna(value=False).astype(bool)
        meant = by_word(lines[column], lambda text, words=words: words.get(bare(text)))
        if column == "programme":
            types = {word: code for word, code in words_of("benefit_type").items() if word not in words}
            lines["benefit_in_programme"] = by_word(lines[column], lambda text, types=types: types.get(bare(text))).astype("category")
        if column == "branch":
            meant = by_word(lines[column], lambda text, words=words: words.get(bare(text), text.upper() or None))
            lines["branch_known"] = by_word(lines[column], lambda text, words=words: bare(text) in words).fillna(value=False).astype(bool)
        lines[column] = meant.astype("category")
    for column in DATES:
        lines[f"{column}_said"] = by_word(lines[column], lambda text: text.strip(SPACES) not in marks()).astype(bool)
        lines[column] = days(lines[column])
    lines["sen"] = sen(lines.pop("amount"))
    return people(implied(lines))


def by_word(texts: pd.Series, mean: Callable[[str], object]) -> pd.Series:
    """What each distinct text means, looked up once."""
    places, words = pd.factorize(texts)
    meanings = np.array([*(mean(str(word)) for word in words), None], dtype=object)
    return pd.Series(meanings[places], index=texts.index)


@cache
def marks() -> frozenset[str]:
    """What stands for nothing."""
    return frozenset({"", *table("blank_marks")["mark"]})


@cache
def words_of(column: str) -> dict[str, str]:
    """Word, bare -> code."""
    name, code_column = CODED[column]
    aliases = table("aliases")
    own = {bare(code): code for code in table(name)[code_column]}
    named = aliases[aliases["column"] == ALIASED[column]]
    return own | {bare(raw): code for raw, code in zip(named["raw"], named["code"], strict=True)}


def bare(text: str) -> str:
    """Small letters and digits only."""
    return "".join(character for character in text.casefold() if character.isalnum())


def blanked(texts: pd.Series) -> pd.Series:
    """Stripped; missing where nothing is said."""
    stripped = texts.str.strip(SPACES)
    return stripped.mask(stripped.isin(marks()))


def days(texts: pd.Series) -> pd.Series:
    """Dates of a column written day first."""
    places, words = pd.factorize(texts)
    read_days = pd.to_datetime(pd.Series(words, dtype=object).str.strip(), format="%d/%m/%Y", errors="coerce").astype("datetime64[s]")
    return pd.Series(read_days.to_numpy()[places], index=texts.index)


def sen(texts: pd.Series) -> pd.Series:
    """Rupiah with points and a comma as sen (Int64); missing where it is not an amount."""
    is_amount = texts.str.match(READABLE)
    digits = texts.where(is_amount).str.replace(r"[^0-9,]", "", regex=True).str.replace(",", ".", regex=False)
    amount = np.rint(pd.to_numeric(digits) * 100)
    signed = np.where(texts.str.match(r"^[^0-9]*[-(]"), -amount, amount)
    signed[texts.str.match(r"^\s*(?i:nihil)\s*$").to_numpy()] = 0
    return pd.Series(signed, index=texts.index).astype("Int64")


def implied(lines: pd.DataFrame) -> pd.DataFrame:
    """The benefit type that a programme alone stands for, the programme that it names; a first payment where nothing is said."""
    pairs = table("programme_benefits")
    by_programme = dict(pairs.loc[pairs["named_by_programme"] == "yes", ["programme_code", "benefit_type_code"]].to_numpy())
    by_type = dict(pairs.loc[pairs["names_programme"] == "yes", ["benefit_type_code", "programme_code"]].to_numpy())
    lines["programme_named"], lines["benefit_named"] = lines["programme"], lines["benefit_type"]
    types = first_of(lines["benefit_type"], lines["benefit_in_programme"], lines["programme"].map(by_programme))
    lines["benefit_type"] = types.astype(pd.CategoricalDtype(sorted(table("benefit_types")["benefit_type_code"])))
    lines["programme"] = first_of(lines["programme"], lines["benefit_type"].map(by_type)).astype("category")
    kinds = lines["payment_type"].astype(pd.CategoricalDtype(table("payment_types")["payment_type"].tolist()))
    lines["payment_type"] = kinds.mask(~lines["payment_type_said"], "original")
    statuses = table("statuses")
    lines["pays"] = lines["status"].isin(statuses.loc[statuses["is_payment"] == "yes", "status"])
    return lines


def first_of(*columns: pd.Series) -> pd.Series:
    """The first that says something."""
    found = columns[0].astype(object)
    for column in columns[1:]:
        found = found.where(found.notna(), column.astype(object))
    return found


def people(lines: pd.DataFrame) -> pd.DataFrame:
    """NIK and KPJ as they are compared, whether the NIK is one, and the keyed hash that stands for the person."""
    for column in ("nik", "kpj"):
        plain = lines[column].str.match(r"^[0-9A-Z]*$").fillna(value=True).astype(bool)
        lines.loc[~plain, column] = lines.loc[~plain, column].str.replace(r"^['’`]|\s", "", regex=True).str.upper()
    lines["nik_is_valid"] = lines["nik"].str.match(BIRTH).fillna(value=False).astype(bool)
    lines["nik_is_destroyed"] = lines["nik"].str.match(SCIENTIFIC).fillna(value=False).astype(bool)
    lines["kpj_is_destroyed"] = lines["kpj"].str.match(SCIENTIFIC).fillna(value=False).astype(bool)
    lines["kpj"] = lines["kpj"].mask(lines["kpj_is_destroyed"])
    lines["participant"] = hashed(lines["nik"].fillna(lines["kpj"]))
    lines["membership"] = hashed(lines["kpj"].where(lines["benefit_type"] == "JKM"))
    return lines


def hashed(numbers: pd.Series) -> pd.Series:
    """First 64 bits of the HMAC-SHA256 of each distinct number; missing for none."""
    places, distinct = pd.factorize(numbers)
    digests = b"".join(hmac.digest(KEY, str(number).encode(), hashlib.sha256)[:8] for number in distinct)
    keys = np.frombuffer(digests + bytes(8), dtype=">u8").astype(np.uint64)
    return pd.Series(pd.arrays.IntegerArray(keys[places], places < 0), index=numbers.index)


def last_day(period: str) -> pd.Timestamp:
    """The last day of the month."""
    return pd.Timestamp(date.fromisoformat(f"{period}-01")) + pd.offsets.MonthEnd(0)


IN_WORDS = re.compile(r"^[^0-9]*[^0-9\s]\s+[^0-9\s][^0-9]*$|^[0-9][0-9.,]*\s+[^\W\d_]{4,}\.?$").pattern
