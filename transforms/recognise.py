"""Words become codes: which programme, benefit, segment, place, status and kind of payment a typed line is about."""

from collections.abc import Collection, Mapping
from datetime import date

import polars as pl

from transforms.columns import CLAIMS_COLUMNS, CODED, DATES
from transforms.destroyed import is_scientific
from transforms.nik import is_valid
from transforms.parse.blank import blank_to_null, only_where
from transforms.parse.period import last_day
from transforms.pseudonym import normalised_number, shape_where
from transforms.vocabulary.shapes import Vocabulary
from transforms.vocabulary.words import codes_type, meant_code, plain_code

TEXT_COLUMNS = CLAIMS_COLUMNS.texts
BRANCH_CODE = r"^[0-9A-Za-z][0-9A-Za-z._/-]{0,6}$"  # three characters as a rule (domain.md 3); room for a site's own


def recognise(typed: pl.LazyFrame, vocabulary: Vocabulary, *, period: date) -> pl.LazyFrame:
    """Typed lines with every column of the contract there, coded columns as codes (Enum; null: unknown or blank).

    `<column>_raw` beside a coded column is its text where that is not simply the code. Also: `pays` (the status says it was paid),
    `nik` and `kpj` normalised (a destroyed KPJ is none), `nik_is_valid`, `nik_is_destroyed`, `kpj_is_destroyed` and `extract_last_day` for
    the rules.
    """
    present = set(typed.collect_schema().names())
    words = vocabulary.words
    return (
        typed.with_columns(blank_to_null(column) for column in TEXT_COLUMNS if column in present and column not in CODED)
        .with_columns(_absent(present))
        .pipe(with_codes, CODED, words)
        .with_columns(_benefit_in_programme(vocabulary))
        .with_columns(*_numbers(), extract_last_day=pl.lit(last_day(period)))
        .with_columns(*_what_numbers_are())
        .with_columns(kpj=pl.when(~pl.col("kpj_is_destroyed")).then("kpj"))
        .with_columns(_benefit_type(vocabulary), _payment_type(), _branch(), _pays(vocabulary, "status" in present))
        .with_columns(_programme(vocabulary))
    )


def _absent(present: Collection[str]) -> list[pl.Expr]:
    texts = [*TEXT_COLUMNS, "amount_paid_idr_raw", *(f"{column}_raw" for column in DATES)]
    absent = [pl.lit(None, dtype=pl.String).alias(column) for column in texts if column not in present]
    return absent + [pl.lit(None, dtype=pl.Date).alias(column) for column in DATES if column not in present]


def with_codes(lines: pl.LazyFrame, coded: Mapping[str, str], words: Mapping[str, Mapping[str, str]]) -> pl.LazyFrame:
    """Texts of coded columns as codes under the names of `coded`; beside each its text as `<column>_raw`, where that is not the code."""
    return (
        lines.rename({column: f"{column}_raw" for column in coded})
        .with_columns(plain_code(pl.col(f"{column}_raw"), words[column]).alias(name) for column, name in coded.items())
        .with_columns(only_where(pl.col(name).is_null(), pl.col(f"{column}_raw")).alias(f"{column}_raw") for column, name in coded.items())
        .with_columns(blank_to_null(f"{column}_raw") for column in coded)
        .with_columns(pl.coalesce(name, meant_code(pl.col(f"{column}_raw"), words[column])).alias(name) for column, name in coded.items())
    )


def _benefit_in_programme(vocabulary: Vocabulary) -> pl.Expr:
    """PROGRAM may also name a benefit type that is no programme (BEASISWA)."""
    words = vocabulary.words
    types = {word: code for word, code in words["benefit_type_code"].items() if word not in words["programme_code"]}
    in_programme = meant_code(pl.col("programme_code_raw"), types).cast(codes_type(words["benefit_type_code"]))
    return in_programme.alias("benefit_in_programme")


def _numbers() -> list[pl.Expr]:
    """NIK and KPJ as they are compared and hashed."""
    return [normalised_number(pl.col(f"participant_{kind}")).alias(kind) for kind in ("nik", "kpj")]


def _what_numbers_are() -> list[pl.Expr]:
    destroyed = [is_scientific(pl.col(kind)).alias(f"{kind}_is_destroyed") for kind in ("nik", "kpj")]
    return [is_valid(pl.col("nik")).alias("nik_is_valid"), *destroyed]


def _benefit_type(vocabulary: Vocabulary) -> pl.Expr:
    """The type that is named, else the one that the programme alone stands for."""
    implied = vocabulary.programme_benefits.filter("named_by_programme").select("programme_code", "benefit_type_code")
    by_programme = _implied("programme_named", dict(implied.iter_rows()), codes_type(vocabulary.words["benefit_type_code"]))
    return pl.coalesce("benefit_named", "benefit_in_programme", *by_programme).alias("benefit_type_code")


def _programme(vocabulary: Vocabulary) -> pl.Expr:
    """The programme that is named, else the only one that has this benefit type; BEASISWA alone has none."""
    implied = vocabulary.programme_benefits.filter("names_programme").select("benefit_type_code", "programme_code")
    by_benefit = _implied("benefit_type_code", dict(implied.iter_rows()), codes_type(vocabulary.words["programme_code"]))
    return pl.coalesce("programme_named", *by_benefit).alias("programme_code")


def _implied(column: str, meanings: Mapping[str, str], codes: pl.Enum) -> list[pl.Expr]:
    return [pl.when(pl.col(column) == value).then(pl.lit(code, dtype=codes)) for value, code in meanings.items()]


def _payment_type() -> pl.Expr:
    """A blank is a first payment; an unknown word stays unknown."""
    said = pl.col("payment_type_named")
    is_blank = said.is_null() & pl.col("payment_type_raw").is_null()
    return pl.when(is_blank).then(pl.lit("original")).otherwise(said.cast(pl.String)).alias("payment_type")


def _branch() -> pl.Expr:
    """Branches are accepted unknown; what does not look like a branch code may be anything, a name too, and is not shown."""
    text = pl.col("branch_code_raw").str.to_uppercase()
    is_code = text.str.contains(BRANCH_CODE)
    masked = pl.when(is_code).then(text).otherwise(shape_where(~is_code, text))
    return pl.coalesce(pl.col("branch_named").cast(pl.String), masked).alias("branch_code")


def _pays(vocabulary: Vocabulary, has_status: bool) -> pl.Expr:  # noqa: FBT001
    """Without the column every line is a payment; with it only those whose status says so."""
    paying = vocabulary.statuses.filter("is_payment")["status"].to_list()
    pays = pl.col("status").is_in(paying).fill_null(False) if has_status else pl.lit(True)
    return pays.alias("pays")
