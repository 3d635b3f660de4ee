"""What was found in an extract, with a sentence for each finding."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.arrivals.landing import ALONE
from flows.arrivals.standing import Extract, standing, unusable
from flows.arrivals.vault import verified
from flows.monthly.extracts import extracts_of, last_made
from flows.monthly.months import parts_of_extracts
from flows.monthly.parts import files_of, vocabulary_of
from flows.monthly.workplace import Workplace
from flows.periods import first_day
from transforms.across import CODES, LOST, OF_PART, findings_across
from transforms.effective import resolve
from transforms.line import FINDING
from transforms.part import clean_extract
from transforms.quarantine import read_findings, rule_sentences
from transforms.read.shapes import ExtractFile
from warehouse.register.records import Arrival

TOO_MANY = "EX09"
NO_LIMIT = 1.0
# What only several extracts together tell, and the sender can do something about; that a line came late is no fault.
REMARKED = (*CODES.values(), LOST)


@dataclass(frozen=True, slots=True)
class Asked:
    """An extract that an answer is asked about. `refusal`: code and words where the whole extract was refused, else empty."""

    extract: Extract
    refusal: str = ""

    @property
    def has_lines(self) -> bool:
        """Whether its lines were judged: it stands, or too many of them were set aside."""
        return not self.refusal or self.refusal.startswith(TOO_MANY)


def asked_about(workplace: Workplace, sender: str, period: str) -> list[Asked]:
    """The extracts of a sender and period, the newest of each name; beside one that was refused whole, the one that stands instead."""
    with workplace.register() as register:
        arrivals = [one for one in register.arrivals() if (one.sender_code, one.period) == (sender, period) and one.file_format != ALONE]
        part_id_of, parts = last_made(workplace, register), register.parts()
    unread = {name: part.refusal for name, part in parts.items() if part.outcome == "refused"}
    refused = [Asked(one, _words(unread[one.part_id])) for one in unusable(arrivals, part_id_of, unread)]
    answered = {one.extract.arrival.name_id for one in refused if one.has_lines}
    stands = [Asked(one) for one in standing(arrivals, part_id_of, unread) if one.arrival.name_id not in answered]
    return sorted([*stands, *refused], key=lambda one: one.extract.arrival.arrival_id)


def _words(refusal: str) -> str:
    told = json.loads(refusal)
    return f"{told['code']}: {told['what']}"


def vaulted(workplace: Workplace, arrival: Arrival) -> ExtractFile:
    """The extract as it came."""
    return ExtractFile(verified(workplace.home.vault, arrival.sha256), arrival.file_name, arrival.file_format)


def across_extracts(workplace: Workplace, asked: Sequence[Asked]) -> pl.DataFrame:
    """OF_PART rows of these extracts: lines repeated or replaced in another extract of anybody's, adjustments whose payment nobody sent.

    They are remarks, whatever became of the line: it was read, and nothing is wrong with it by itself.
    """
    with workplace.register() as register:
        standing_now = extracts_of(register, None, last_made(workplace, register)).standing
    parts = parts_of_extracts(workplace, [one for one in standing_now if files_of(workplace, one.part_id).exist])
    mine = pl.col("part_id").is_in([one.extract.part_id for one in asked])
    told = findings_across(parts, resolve(parts)).filter(mine, pl.col("code").is_in(REMARKED))
    return told.with_columns(severity=pl.lit("warning"), outcome=pl.lit("warned")).select(OF_PART.names()).collect()


def findings_of(workplace: Workplace, asked: Asked, across: pl.DataFrame, workspace: Path, sentence: str) -> pl.DataFrame | None:
    """FINDING rows with their `sentence`, those `across` extracts (OF_PART) among them; None while the extract has not been read.

    Those of one refused for EX09 are found anew.
    """
    path = files_of(workplace, asked.extract.part_id).findings
    if not path.exists():
        if not asked.refusal:
            return None
        path = _judged_again(workplace, asked.extract, workspace)
    sentences = rule_sentences().lazy().select("code", sentence=sentence)
    remarked = across.lazy().filter(pl.col("part_id") == asked.extract.part_id).select(FINDING.names())
    return pl.concat([read_findings([path]), remarked]).join(sentences, on="code", how="left").collect()


def _judged_again(workplace: Workplace, extract: Extract, workspace: Path) -> Path:
    """The findings of an extract without the limit on their share: a refused extract has left none."""
    arrival, found = extract.arrival, workspace / "findings.parquet"
    clean_extract(
        vaulted(workplace, arrival),
        period=first_day(arrival.period),
        manifest=None,  # it was found to fit before the lines were counted
        decisions=workplace.decisions.of(arrival.sender_code, arrival.period, arrival.file_name),
        vocabulary=vocabulary_of(workplace.home.reference, workplace.fingerprint),
        pseudonym_key=workplace.key.secret,
        workspace=workspace,
        lines_path=workspace / "lines.parquet",
        findings_path=found,
        quarantine_share_limit=NO_LIMIT,
    )
    return found
