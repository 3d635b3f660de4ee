"""The report of a run that published, and what Prefect shows of it."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flows.changes import corrected_lines
from flows.mappings.drift import drifts_of_this_run
from flows.monthly import by_hand
from flows.monthly.below import published_below
from flows.monthly.candidate import Sealed
from flows.monthly.intake import Intake, classified, out_of_order, sent_by_others, taken_now
from flows.monthly.months import MonthsMade
from flows.monthly.passed_over import came_again, gaps_in
from flows.monthly.report import RunReport
from flows.monthly.survey import Survey
from flows.monthly.workplace import Workplace
from flows.status import expected_senders
from flows.wording import number_of
from transforms.reference import load_table
from warehouse.figures import benefit_by_month, coverage_changed, revised_figures
from warehouse.publish import publication_file
from warehouse.register.records import LeftOut

COUNTS = ("rows_read", "accepted", "not_a_payment", "quarantined", "duplicate", "furniture")


@dataclass(frozen=True, slots=True)
class Done:
    """What the steps of a run handed on."""

    seen: Survey
    intake: Intake
    parts_made: Collection[str]  # ids
    months: MonthsMade
    sealed: Sealed
    left_out: tuple[LeftOut, ...] = ()


def report_of(workplace: Workplace, done: Done, requested: Sequence[str]) -> RunReport:
    """The report of a run that published."""
    seen, intake, months, sealed = done.seen, done.intake, done.months, done.sealed
    taken = taken_now(workplace)
    failed = [finding for finding in sealed.findings if not finding.passed]
    out = {one.period for one in done.left_out}
    missing = [f"no usable claims of {period}: it is not published" for period in requested if period not in {*seen.claim_periods, *out}]
    anew = _anew(workplace, done)
    return RunReport(
        number=sealed.number,
        is_new=True,
        periods=seen.claim_periods,
        warehouse=workplace.home.current_file,
        content_hash=sealed.content_hash,
        arrivals_taken=intake.taken,
        arrivals=classified(taken),
        parts_made=len(done.parts_made),
        refusals=tuple(refused.refusal for refused in seen.extracts.refused),
        misplaced=intake.misplaced,
        unsettled=intake.unsettled,
        ledger=_ledger(workplace, seen),
        warnings=(
            *missing,
            *gaps_in(workplace, seen, done.left_out),
            *came_again(workplace),
            *out_of_order(taken),
            *sent_by_others(workplace, taken),
            *by_hand.told(by_hand.effects(workplace, seen), out),
            *_unknown_senders(workplace, seen),
            *_unknown_statuses(workplace, seen),
            *_superseded(months),
            *_adjustments(workplace, seen, months),
            *_coverage_changed(workplace),
            *drifts_of_this_run(workplace, seen),
            *(f"{finding.suite}: {finding.notes} (found {finding.observed})" for finding in failed),
            *corrected_lines(workplace, seen.extracts.standing, done.parts_made),
        ),
        left_out=done.left_out,
        done=tuple(period for period in requested if period in anew - out),
        skipped=tuple(period for period in requested if period in {*seen.claim_periods} - anew - out),
        figures_changed=sum(revised_figures(workplace.home.current_file, sealed.number)["figures"].to_list()),
        below=tuple(_below(workplace, sealed.number)),
        checks_passed=len(sealed.findings) - len(failed),
    )


def _anew(workplace: Workplace, done: Done) -> set[str]:
    """The periods whose extracts, or their parts, are not those of the publication before."""
    with workplace.register() as register:
        before = register.basis(done.sealed.number - 1)
    stood = {part.part_id for part in before.parts} if before else set()
    return {one.arrival.period for one in done.seen.extracts.standing if one.part_id not in stood or one.part_id in done.parts_made}


def _below(workplace: Workplace, number: int) -> list[dict[str, Any]]:
    """What of figures below the benefit type is not as in the publication before; nothing where its file is not kept."""
    before = publication_file(workplace.home.warehouse, number - 1)
    return published_below(workplace.home.current_file, before, number) if before.exists() else []


def show_in_prefect(workplace: Workplace, report: RunReport, sealed: Sealed) -> None:
    """Artifacts on the run: the ledger, the check results, the figures."""
    from flows.orchestrator.artifacts import checks_artifact, figures_artifact, ledger_artifact

    ledger_artifact([report.ledger])
    checks_artifact([asdict(finding) for finding in sealed.findings])
    figures_artifact(benefit_by_month(workplace.home.current_file).to_dicts())


def _unknown_senders(workplace: Workplace, seen: Survey) -> list[str]:
    table = load_table("senders", ["sender_code", "valid_from"], workplace.home.reference).rows(named=True)
    used = {(extract.arrival.period, extract.arrival.sender_code) for extract in seen.extracts.standing}
    unknown = sorted({code for period, code in used if code not in expected_senders(period, table)})
    return [f"not in the table of senders, accepted: {', '.join(unknown)} (reference/senders.csv)"] if unknown else []


def _unknown_statuses(workplace: Workplace, seen: Survey) -> list[str]:
    """Lines that are no payments for want of a known word: their money is in no figure."""
    count = sum(codes.get("ST01", 0) for codes in _ledgers(workplace, seen, "codes"))
    lines = number_of(count, "line has", "lines have")
    told = "a status of unknown words: no payment is counted of that (claims quarantine list --code ST01; reference/aliases.csv)"
    return [f"{lines} {told}"] if count else []


def _superseded(months: MonthsMade) -> list[str]:
    count = months.ledger.superseded
    lines = number_of(count, "line was", "lines were")
    return [f"{lines} superseded by a later extract (claims quarantine list --code XS01)"] if count else []


def _adjustments(workplace: Workplace, seen: Survey, months: MonthsMade) -> list[str]:
    """Reversals and corrections that nothing ties to the payment they belong to; they count in the month they were paid."""
    unlinked = sum(codes.get("PT02", 0) for codes in _ledgers(workplace, seen, "codes"))
    told = []
    if unlinked:
        unnamed = number_of(unlinked, "reversal or correction names", "reversals or corrections name")
        told.append(f"{unnamed} no payment (claims quarantine list --code PT02)")
    if months.lost:
        told.append(
            f"{number_of(months.lost, 'adjustment leads', 'adjustments lead')} to no accepted payment (claims quarantine list --code XL01)"
        )
    if months.overdone:
        overdone = number_of(months.overdone, "reversal is", "reversals are")
        told.append(f"{overdone} not the only one of a payment, or of more than it paid (--code XL02, XL03)")
    return told


def _coverage_changed(workplace: Workplace) -> list[str]:
    """Which months of which the publication before showed another coverage: the policy on restatements is about claims alone."""
    changed = coverage_changed(workplace.home.current_file)
    if not changed.height:
        return []
    months = ", ".join(f"{period:%Y-%m} ({figures})" for period, figures in changed.iter_rows())
    return [f"coverage published before was changed, rows by month: {months} (mart.coverage_by_region_month_vintages)"]


def _ledger(workplace: Workplace, seen: Survey) -> dict[str, int]:
    return {count: sum(_ledgers(workplace, seen, count)) for count in COUNTS}


def _ledgers(workplace: Workplace, seen: Survey, name: str) -> list[Any]:
    """One entry of every standing extract's ledger, whatever its kind."""
    with workplace.register() as register:
        parts = register.parts()
    return [json.loads(parts[extract.part_id].ledger)[name] for extract in seen.extracts.standing]
