"""`write_sample`: synthetic extracts as branch offices would send them, and the truth about them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from flows.sample.blora import blora_months
from flows.sample.desk import Desk, sender
from flows.sample.dialects import dialect_of
from flows.sample.doubles import wage_earners
from flows.sample.files import write_extract
from flows.sample.harvest import MESSY, Measure
from flows.sample.month import BATCH, month_lines
from flows.sample.participation import participation_lines, write_participation
from flows.sample.plan import SamplePlan, SampleSummary
from flows.sample.references import write_references
from flows.sample.refused import write_refused
from flows.sample.truth import Truth

SPLIT_SHARE, SPLIT_FROM = 0.35, 2_000  # how often, and from how many lines on, a month comes in several files
GROUPS = {"JHT": ("JHT",), "JKM": ("JKM", "BEASISWA"), "JKK-JP-JKP": ("JKK", "JP", "JKP")}
MOST_QUARANTINED = 0.10  # of a file's lines, else the month stays in one file: a whole extract is refused at 25 %
SPOILED_NIKS, SPOILED_FROM = 60, 5_000


def write_sample(home_landing: Path, truth_path: Path, reference: Path, plan: SamplePlan) -> SampleSummary:
    """Write every extract of the plan, truth.json and the reference rows of its senders. The same plan writes the same bytes."""
    truth, desks = Truth(), dict[str, Desk]()
    for turn, (desk, batches) in enumerate(_months(plan)):
        desks.setdefault(desk.sender.code, desk)
        for stem, parts in _files(desk, batches, plan):
            name = truth.add(write_extract(home_landing, stem, parts, desk), desk.sender.number)
            _tell(plan, name)
        if plan.participation or plan.profile == "blora":
            lines = participation_lines(desk, is_blora=plan.profile == "blora", is_messy=plan.messy)
            truth.add_participation(write_participation(home_landing, lines, desk), lines, desk)
        if plan.messy:
            name, unusable = write_refused(home_landing, desk, turn)
            truth.add_refused(name, unusable.kind, unusable.code)
    write_references(reference, list(desks.values()), has_targets=plan.participation and plan.profile != "blora")
    truth.write(truth_path, plan.periods)
    return SampleSummary(len(plan.periods), truth.extracts + truth.refused, truth.lines, len(truth.faults), truth.refused)


def _tell(plan: SamplePlan, step: str) -> None:
    if plan.on_extract:
        plan.on_extract(step)


def _months(plan: SamplePlan) -> Iterator[tuple[Desk, Iterable[pl.DataFrame]]]:
    """Every sender's every month, by period, as batches of lines."""
    if plan.profile == "blora":
        yield from ((desk, [lines]) for desk, lines in blora_months(plan))
        return
    measure = Measure(plan.rows, MESSY if plan.messy else 1)
    for period in plan.periods:
        for number in range(1, plan.senders + 1):
            desk = Desk(sender(number), dialect_of(number, plan.rows, plan.formats), period, plan.first, plan.seed)
            yield desk, month_lines(desk, measure, plan.profile, is_last=period == plan.periods[-1])


def _files(desk: Desk, batches: Iterable[pl.DataFrame], plan: SamplePlan) -> Iterator[tuple[str, Iterable[pl.DataFrame]]]:
    """A month's lines as one file or several, and in the last month a further file whose NIK a spreadsheet has rounded."""
    if desk.dialect.splits and SPLIT_FROM <= plan.rows <= BATCH and desk.random("files").random() < SPLIT_SHARE:
        yield from _split(desk, pl.concat(batches))
    else:
        yield _usual_name(desk), batches
    has_spoiled = desk.sender.number == 1 and desk.period == plan.periods[-1] and plan.rows >= SPOILED_FROM and plan.profile != "blora"
    if has_spoiled:
        yield "susulan", [_niks_end_in_zero(desk)]


def _usual_name(desk: Desk) -> str:
    return f"klaim-{desk.sender.code}"


def _split(desk: Desk, lines: pl.DataFrame) -> Iterator[tuple[str, list[pl.DataFrame]]]:
    parts = {stem: lines.filter(pl.col("benefit").is_in(types)) for stem, types in GROUPS.items()}
    if all(_is_sound_enough(part) for part in parts.values()):
        yield from ((stem, [part]) for stem, part in parts.items())
    else:
        yield _usual_name(desk), [lines]


def _is_sound_enough(lines: pl.DataFrame) -> bool:
    spoiled = lines.filter(pl.col("fault").is_not_null() & ~pl.col("counts")).height
    return lines.height > 0 and spoiled <= MOST_QUARANTINED * lines.height


def _niks_end_in_zero(desk: Desk) -> pl.DataFrame:
    """Sixteen digits are one more than a spreadsheet keeps: the last becomes 0, in every line."""
    lines = wage_earners(desk.random("files"), SPOILED_NIKS, desk)
    return lines.with_columns(
        pl.col("claim_no", "pay_no") + 9_000_000,
        nik=pl.col("nik") // 10 * 10,
        branch=pl.lit(desk.sender.branch_code),
        counts=pl.lit(value=True),
        fault=pl.lit("niks_end_in_zero"),
    )
