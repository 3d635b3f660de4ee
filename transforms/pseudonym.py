"""Personal values end here: keyed hashes for people, shapes for everything that is shown."""

from typing import Any

import polars as pl
import polars_hash  # noqa: F401  registers the `chash` namespace on expressions

from transforms.parse.blank import only_where

SHAPE_LENGTH = 40
# Numbers of four to forty characters without spaces; sixteen digits in a row could be anybody's NIK.
IDENTIFIER = r"^[0-9A-Za-z][0-9A-Za-z./_-]{0,39}$"
COULD_BE_NIK = r"[0-9]{16}"


def keyed(number: pl.Expr, key: bytes) -> pl.Expr:
    """First 64 bits of HMAC-SHA256(key, number), UInt64. The HMAC key is the hexadecimal text of `key`, which any bytes have."""
    namespaced: Any = number
    digest: pl.Expr = namespaced.chash.hmac_sha256(key=key.hex())
    return digest.str.slice(0, 16).str.decode("hex").bin.reinterpret(dtype=pl.UInt64, endianness="big")


def normalised_number(text: pl.Expr) -> pl.Expr:
    """A NIK or KPJ as it is compared and hashed: no spaces, no leading apostrophe (a spreadsheet's text mark), capitals."""
    is_other = text.str.contains(r"[^0-9A-Z]")
    plain = only_where(is_other, text).str.replace_all(r"^['’`]|\s", "").str.to_uppercase()
    return pl.when(is_other).then(plain).otherwise(text)


def participant_key(key: bytes) -> pl.Expr:
    """The participant: the NIK's keyed hash, else the KPJ's, else null (not counted). Needs columns `nik` and `kpj`, normalised."""
    return keyed(pl.coalesce("nik", "kpj"), key)


def shape(text: pl.Expr) -> pl.Expr:
    """What a text looks like without saying what it says: letters become A, digits 9, cut at forty characters."""
    return text.str.slice(0, SHAPE_LENGTH).str.replace_all(r"\p{L}", "A").str.replace_all(r"\p{N}", "9")


def shape_where(is_told: pl.Expr, text: pl.Expr) -> pl.Expr:
    """The shape of a text where that is told, else null."""
    return pl.when(is_told).then(shape(only_where(is_told, text)))


def shown_number(text: pl.Expr) -> pl.Expr:
    """A claim or payment number where it looks like one and cannot be a NIK; else only its shape."""
    return pl.when(is_shown(text)).then(text).otherwise(shape_where(~is_shown(text), text))


def is_shown(text: pl.Expr) -> pl.Expr:
    """Whether a claim or payment number is shown as it is."""
    return text.str.contains(IDENTIFIER) & ~text.str.contains(COULD_BE_NIK)
