"""The candidate: everything a publication would show, built beside what stands, checked, and sealed."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import polars as pl

from expectations.check import Finding, SuiteRun, check, close_gate, failing_periods
from flows.arrivals.standing import Extract
from flows.monthly.basis import Lines
from flows.monthly.extracts import Extracts
from flows.monthly.identity import package_version
from flows.monthly.months import MonthsMade
from flows.monthly.parts import files_of, vocabulary_of
from flows.monthly.restated import Offer
from flows.monthly.workplace import Workplace
from flows.periods import first_day
from flows.progress import current
from transforms import lag, rollup
from transforms.contracts import CLAIMS, PARTICIPATION
from transforms.effective import Part
from transforms.vocabulary.shapes import Vocabulary
from warehouse.candidate import build
from warehouse.content import FINDINGS, FRAMES, CandidateContent
from warehouse.figures import published_parts
from warehouse.publish import standing
from warehouse.record import Kind, PublicationRecord


@dataclass(frozen=True, slots=True)
class Sealed:
    """A candidate that passed the gate and is closed for good."""

    folder: Path
    number: int
    content_hash: str
    findings: tuple[Finding, ...]


def record_for(workplace: Workplace, inputs_id: str, kind: Kind) -> PublicationRecord:
    """The record of the publication that would follow the one that stands."""
    before = standing(workplace.home.warehouse)
    return PublicationRecord(
        number=(before or 0) + 1,
        inputs_id=inputs_id,
        kind=kind,
        published_at=datetime.now(UTC),  # not when the run began: parts may take hours
        fingerprint=workplace.fingerprint,
        key_id=workplace.key.key_id,
        previous_number=before,
        release=package_version(),
    )


def make_candidate(workplace: Workplace, content: CandidateContent, inputs_id: str, kind: Kind, *, is_plan: bool = False) -> Sealed:
    """Build the candidate, judge it, and seal it. A critical finding raises GateClosed and leaves nothing behind.

    One that is only planned leaves no Data Docs: they are of publications.
    """
    record = record_for(workplace, inputs_id, kind)
    before = record.previous_number
    current().step(f"building publication {record.number}")
    folder = workplace.home.warehouse / "publications" / ".candidate"
    candidate = build(folder, content, record, workplace.home.current_file if before else None)
    try:
        unseen = _unseen_parts(workplace, content, kind)
        of_claims = set(content.ledger.filter(pl.col("contract") == CLAIMS.code)["part_id"])
        new_claims = [part for part in unseen if part in of_claims]
        candidate.register_audit([files_of(workplace, part).lines for part in new_claims], unseen)
        current().step(f"checking publication {record.number}")
        suites = _suites(workplace, content)
        if unseen and not new_claims:  # only other kinds of extract came: nothing is said of payment lines
            suites = [suite for suite in suites if suite.relation != "audit.lines"]
        findings = check(
            candidate.connection,
            suites,
            docs_folder=None if is_plan else workplace.home.data_docs,
            run_name=f"publication {record.number}, {workplace.opened_at:%Y-%m-%d %H:%M:%S} UTC",
        )
        by_period = failing_periods(candidate.connection, suites, findings, partial(_rows_of, workplace, content, unseen))
        close_gate(findings, by_period)
    except BaseException:
        candidate.discard()
        raise
    current().step(f"sealing publication {record.number}")
    candidate.record_checks(pl.DataFrame([asdict(finding) for finding in findings], schema_overrides=FINDINGS))
    return Sealed(folder, record.number, candidate.seal(), tuple(findings))


def _rows_of(workplace: Workplace, content: CandidateContent, unseen: Collection[str], relation: str) -> dict[str, str]:
    """By period, which rows of a relation are its own: lines by their extract, all else by the column `period`."""
    if relation != "audit.lines":
        months = {*content.periods["period"], *content.ledger["period"], *content.coverage["period"]}
        return {f"{month:%Y-%m}": f"period = date '{month}'" for month in sorted(months)}
    files: dict[str, list[str]] = {}
    for part_id, month in content.ledger.filter(pl.col("contract") == CLAIMS.code).select("part_id", "period").iter_rows():
        if part_id in unseen:
            files.setdefault(f"{month:%Y-%m}", []).append(str(files_of(workplace, part_id).lines).replace("'", "''"))
    return {period: "filename in ('" + "', '".join(names) + "')" for period, names in sorted(files.items())}


def content_of(workplace: Workplace, extracts: Extracts, offered: Offer, months: MonthsMade) -> CandidateContent:
    """What the publication shows: the aggregated months, and the record of the extracts behind them."""
    vocabulary, lines = vocabulary_of(workplace.home.reference, workplace.fingerprint), offered.lines
    periods = _periods(lines)
    rules, estimate_rules = lag.estimate_rules(workplace.home.reference)
    used = [_extract_row(extract) for extract in extracts.standing]
    kept = [_extract_row(extract) for extract in _held(extracts, lines)]
    refused = [_extract_row(refused.extract) | {"refusal_code": refused.refusal.code, "contract": None} for refused in extracts.refused]
    return CandidateContent(
        benefit_month=months.benefit_month,
        programme_month=months.programme_month,
        region_month=months.region_month,
        year_to_date=months.year_to_date,
        rollup=months.rollup,
        final_month=months.final_month,
        lag_month=months.lag_month,
        coverage=months.coverage,
        worker_month=_named(months.worker_month, vocabulary),
        completion=lag.completion(months.lag_month, periods, rules, {first_day(month.period) for month in lines.months if month.is_held}),
        estimate_rules=estimate_rules,
        periods=periods,
        benefit_types=vocabulary.benefit_types.with_columns(name_id="benefit_type_name", name_en="benefit_type_name_en"),
        regions=vocabulary.regions.filter(pl.col("valid_to").is_null()),
        codes=rollup.codes(vocabulary),
        extracts=pl.DataFrame(used + kept + refused, schema=FRAMES["extracts"]),
        ledger=pl.DataFrame([_ledger_row(lines, part) for part in lines.parts if has_lines(lines, part)], schema=FRAMES["ledger"]),
        publication_ledger=months.ledger,
        maturity_months=workplace.settings.maturity_months,
        changes=offered.changes,
        sources=months.sources,
    )


def has_lines(lines: Lines, part: Part) -> bool:
    """A nil return has no lines, so no ledger and nothing to check: it is in `meta.extract` only."""
    return lines.arrivals[part.part_id].kind != "nil"


def _named(worker_month: pl.DataFrame, vocabulary: Vocabulary) -> pl.DataFrame:
    """With the names of groups and sources, in both languages."""
    groups = vocabulary.worker_groups.select("worker_group_code", "worker_group_name", "worker_group_name_en")
    sources = vocabulary.registration_sources.select("source_code", "source_name", "source_name_en")
    return worker_month.join(groups, on="worker_group_code", how="left").join(sources, on="source_code", how="left")


def _held(extracts: Extracts, lines: Lines) -> list[Extract]:
    """The extracts that stand no more, and that a held month goes on showing."""
    standing = {extract.part_id for extract in extracts.standing}
    gone = (part.part_id for part in lines.basis.parts if part.part_id not in standing)
    return [Extract(lines.arrivals[part_id], part_id, classification="shown in held months") for part_id in gone]


def _unseen_parts(workplace: Workplace, content: CandidateContent, kind: Kind) -> list[str]:
    """The parts whose lines no publication has shown yet. What a rollback shows again was judged when it was first shown."""
    if kind == "rollback":
        return []
    file = workplace.home.current_file
    shown = published_parts(file) if file.exists() else frozenset()
    return [part_id for part_id in content.ledger["part_id"] if part_id not in shown]


def _periods(lines: Lines) -> pl.DataFrame:
    rows = [
        (first_day(month.period), len(month.senders_expected) or None, len({*month.senders_received} & {*month.senders_expected}))
        for month in lines.months
    ]
    return pl.DataFrame(rows, schema=FRAMES["periods"], orient="row")


def _extract_row(extract: Extract) -> dict[str, object]:
    arrival = extract.arrival
    return {
        "sender_code": arrival.sender_code,
        "period": first_day(arrival.period),
        "file_name": arrival.file_name,
        "sha256": arrival.sha256,
        "part_id": extract.part_id,
        "classification": extract.classification,
        "revision": arrival.revision or None,
        "arrived_at": datetime.fromisoformat(arrival.arrived_at),
        "refusal_code": None,
        "contract": extract.contract,
    }


def _ledger_row(lines: Lines, part: Part) -> dict[str, object]:
    ledger = json.loads(lines.ledgers[part.part_id].to_json())
    texts = {name: json.dumps(ledger[name], ensure_ascii=False, sort_keys=True) for name in ("codes", "payment_months", "evidence")}
    keys = {"part_id": part.part_id, "sender_code": part.sender_code, "period": part.period}
    people = {f"participants_{name}_hundredths": ledger[f"amount_{name}_sen"] for name in ("read", "accepted", "quarantined", "duplicate")}
    if part.contract == PARTICIPATION.code:  # its figures are people, not sen
        figures = people | {name: 0 for name in FRAMES["ledger"] if name.endswith("_sen")}
    else:
        figures = dict.fromkeys(people)
    return {name: (ledger | texts | keys | figures)[name] for name in FRAMES["ledger"]}


def _suites(workplace: Workplace, content: CandidateContent) -> list[SuiteRun]:
    vocabulary = vocabulary_of(workplace.home.reference, workplace.fingerprint)
    benefit_types = {"benefit_types": content.benefit_types["benefit_type_code"].to_list()}
    segments = {"segments": vocabulary.segments["segment_code"].to_list()}
    newest = content.periods["period"].max()
    last_day = (newest.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1) if isinstance(newest, date) else None
    return [
        SuiteRun("extract", "audit.ledger", {"quarantine_share_limit": workplace.settings.quarantine_share_limit}),
        SuiteRun(
            "lines",
            "audit.lines",
            benefit_types | segments | {"last_payment_date": last_day},
        ),
        SuiteRun("month", "audit.month", benefit_types),
        SuiteRun("marts", "mart.claims_by_benefit_month", benefit_types),
        *([SuiteRun("participation", "mart.coverage_by_region_month", segments)] if content.coverage.height else []),
    ]
