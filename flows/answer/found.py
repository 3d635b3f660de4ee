"""What was found in an extract, with a sentence for each finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.across import across, standing_now
from flows.arrivals.landing import ALONE
from flows.arrivals.standing import Extract
from flows.monthly.extracts import extracts_of, last_made
from flows.monthly.parts import files_of, read_again
from flows.monthly.refusals import Refused
from flows.monthly.workplace import Workplace
from transforms.across import CODES, LOST, OF_PART
from transforms.line import FINDING
from transforms.quarantine import read_findings, rule_sentences
from warehouse.register.records import PartRecord

TOO_MANY = "EX09"
# What only several extracts together tell, and the sender can do something about; that a line came late is no fault.
REMARKED = (*CODES.values(), LOST)


@dataclass(frozen=True, slots=True)
class Asked:
    """An extract that an answer is asked about. `refusal`: code and words where the whole extract was refused, else empty.

    `has_lines`: its lines were judged, as it stands, too many of them were set aside, or only other extracts forbid to use it.
    """

    extract: Extract
    refusal: str = ""
    has_lines: bool = True


def asked_about(workplace: Workplace, sender: str, period: str) -> list[Asked]:
    """The extracts of a sender and period, the newest of each name; beside one that was refused whole, the one that stands instead."""
    with workplace.register() as register:
        extracts, parts = extracts_of(register, [period], last_made(workplace, register)), register.parts()
    refused = [_refused(one, parts.get(one.extract.part_id)) for one in extracts.refused if _is_of(sender, one.extract)]
    answered = {one.extract.arrival.name_id for one in refused if one.has_lines}
    stands = [Asked(one) for one in extracts.standing if _is_of(sender, one) and one.arrival.name_id not in answered]
    return sorted([*stands, *refused], key=lambda one: one.extract.arrival.arrival_id)


def _refused(one: Refused, part: PartRecord | None) -> Asked:
    is_read = one.refusal.code == TOO_MANY or (part is not None and part.outcome == "clean")
    return Asked(one.extract, f"{one.refusal.code}: {one.refusal.what}", is_read)


def _is_of(sender: str, extract: Extract) -> bool:
    """Whether the sender sent it, as a file and not as a manifest alone, which has no line to be marked."""
    return extract.arrival.sender_code == sender and extract.arrival.file_format != ALONE


def across_extracts(workplace: Workplace, asked: Sequence[Asked]) -> pl.DataFrame:
    """OF_PART rows of these extracts: lines repeated or replaced in another extract of anybody's, adjustments whose payment nobody sent.

    They are remarks, whatever became of the line: it was read, and nothing is wrong with it by itself.
    """
    mine = pl.col("part_id").is_in([one.extract.part_id for one in asked])
    told = across(workplace, standing_now(workplace)).filter(mine, pl.col("code").is_in(REMARKED))
    return told.with_columns(severity=pl.lit("warning"), outcome=pl.lit("warned")).select(OF_PART.names()).collect()


def findings_of(workplace: Workplace, asked: Asked, across: pl.DataFrame, workspace: Path, sentence: str) -> pl.DataFrame | None:
    """FINDING rows with their `sentence`, those `across` extracts (OF_PART) among them; None while the extract has not been read.

    Those of one refused for EX09 are found anew.
    """
    path = files_of(workplace, asked.extract.part_id).findings
    if not path.exists():
        if not asked.refusal:
            return None
        path = read_again(workplace, asked.extract.arrival, workspace)[1].findings  # a refused extract has left none
    sentences = rule_sentences().lazy().select("code", sentence=sentence)
    remarked = across.lazy().filter(pl.col("part_id") == asked.extract.part_id).select(FINDING.names())
    return pl.concat([read_findings([path]), remarked]).join(sentences, on="code", how="left").collect()
