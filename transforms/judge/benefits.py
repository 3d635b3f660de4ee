"""PR, SG: programme, benefit type, component and segment, and what goes with what."""

from collections.abc import Mapping

import polars as pl

from transforms.judge.rule import Rule, blank, there, unknown, unsaid
from transforms.vocabulary.shapes import Vocabulary


def _names_no_benefit(_: Vocabulary) -> pl.Expr:
    meaningless = there("programme_code_raw") & blank("programme_named") & blank("benefit_in_programme")
    return meaningless | (unsaid("programme_named", "programme_code_raw") & unsaid("benefit_named", "benefit_type_code_raw"))


def _benefit_of_other_programme(vocabulary: Vocabulary) -> pl.Expr:
    pairs = vocabulary.programme_benefits
    allowed = _grouped(pairs, "benefit_type_code", "programme_code")
    other = _outside("benefit_named", "programme_named", allowed)
    return other | (pl.col("benefit_in_programme") != pl.col("benefit_named"))


def _component_of_other_benefit(vocabulary: Vocabulary) -> pl.Expr:
    components = vocabulary.benefit_components
    allowed = _grouped(components, "benefit_type_code", "benefit_component_code")
    return unknown("benefit_component_code") | _outside("benefit_type_code", "benefit_component_code", allowed)


def _segment_without_programme(vocabulary: Vocabulary) -> pl.Expr:
    allowed = _grouped(vocabulary.segment_programmes, "segment_code", "programme_code")
    return _outside("segment_code", "programme_code", allowed)


def _grouped(pairs: pl.DataFrame, by: str, of: str) -> dict[str, list[str]]:
    return dict(pairs.group_by(by, maintain_order=True).agg(of).iter_rows())


def _outside(column: str, partner: str, allowed: Mapping[str, list[str]]) -> pl.Expr:
    """Both are known, but the partner is none of those that go with the column's value."""
    return pl.any_horizontal((pl.col(column) == value) & ~pl.col(partner).is_in(partners) for value, partners in allowed.items())


BENEFITS = (
    Rule(
        "PR01", "error", "programme_code", _names_no_benefit,
        "the programme is unknown, or neither programme nor benefit type is given",
        "program tidak dikenal, atau program dan jenis manfaat kosong",
        "UU 40/2004; tables/programmes.csv",
    ),
    Rule(
        "PR02", "error", "benefit_type_code", there("benefit_type_code_raw") & blank("benefit_named"),
        "the benefit type is unknown",
        "jenis manfaat tidak dikenal",
        "tables/benefit_types.csv",
    ),
    Rule(
        "PR03", "error", "benefit_type_code", _benefit_of_other_programme,
        "the benefit type does not belong to the programme",
        "jenis manfaat tidak termasuk dalam program tersebut",
        "tables/programme_benefits.csv",
    ),
    Rule(
        "PR04", "error", "benefit_component_code", _component_of_other_benefit,
        "the benefit component is unknown or belongs to another benefit type",
        "komponen manfaat tidak dikenal atau milik jenis manfaat lain",
        "tables/benefit_components.csv",
    ),
    Rule(
        "SG01", "error", "segment_code", unknown("segment_code"),
        "the segment is unknown",
        "segmen tidak dikenal",
        "Perpres 109/2013; tables/segments.csv",
    ),
    Rule(
        "SG02", "error", "segment_code", _segment_without_programme,
        "members of this segment cannot have this programme",
        "peserta segmen ini tidak dapat mengikuti program tersebut",
        "Perpres 109/2013 Art. 6; PP 45/2015; PP 37/2021; tables/segment_programmes.csv",
    ),
    Rule(
        "SG03", "warning", "segment_code", unsaid("segment_code", "segment_code_raw"),
        "the segment is blank",
        "segmen kosong",
        "extract contract",
        only_with_column=True,
    ),
)  # fmt: skip
