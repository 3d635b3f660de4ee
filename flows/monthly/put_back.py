"""The parts behind a publication, made anew where clean/ or quarantine/ was lost."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from flows.monthly.ingredients import reads_alike
from flows.monthly.parts import PartFiles, files_of, make_again
from flows.monthly.shown import parts_behind
from flows.monthly.workplace import Workplace
from flows.progress import current
from transforms.decisions import Decisions
from transforms.errors import ExtractRefused
from transforms.ledger import Ledger
from warehouse.register.records import Arrival, StandingPart


def in_place(workplace: Workplace, number: int) -> bool:
    """Whether the parts behind publication `number` lie there, those made anew that were gone.

    False where one is gone that only another release, or other tables, would make as it was. Raises VaultDamaged.
    """
    with workplace.register() as register:
        gone = [part for part in parts_behind(register, number) if not files_of(workplace, part.part_id).exist]
    if not gone:
        return True
    workplace.home.prepare()
    workplace.home.workspace.mkdir(mode=0o700, parents=True, exist_ok=True)
    if all(_made_anew(workplace, gone)):
        return True
    current().tell(f"publication {number} is not compared with: parts are gone from clean/ that only another release made as they were")
    return False


def figures_of(ledger: Ledger) -> Ledger:
    """Without its evidence, which also says under what it was made."""
    return replace(ledger, evidence={})


def _made_anew(workplace: Workplace, gone: Iterable[StandingPart]) -> Iterator[bool]:
    """Each part in turn: whether it is what it was."""
    with workplace.register() as register:
        arrivals = {one.arrival_id: one for one in register.arrivals()}
        ledgers = {part_id: part.ledger for part_id, part in register.parts().items()}
        decided = register.decided()
        made_from = {part.part_id: register.ingredients_of(part.part_id) for part in gone}
    for part in gone:
        found = made_from[part.part_id]
        if found is None or part.part_id not in decided or not reads_alike(workplace, found):
            yield False
            continue
        said = Decisions.from_json(decided[part.part_id])
        yield _is_as_it_was(workplace, part.part_id, arrivals[part.arrival_id], said, Ledger.from_json(ledgers[part.part_id]))


def _is_as_it_was(workplace: Workplace, part_id: str, arrival: Arrival, decided: Decisions, recorded: Ledger) -> bool:
    """Make one part anew, and put it in its place if its ledger is the one recorded."""
    current().step(f"reading {arrival.period} {arrival.sender_code} {arrival.file_name} again")
    workspace, there = workplace.home.workspace, files_of(workplace, part_id)
    made = PartFiles(there.lines.with_suffix(".again"), there.findings.with_suffix(".again"))
    try:
        ledger = make_again(workplace, arrival, made, decided, workspace)
        is_same = figures_of(ledger) == figures_of(recorded)
        if is_same:
            made.findings.replace(there.findings)
            made.lines.replace(there.lines)
    except ExtractRefused:
        is_same = False
    finally:
        made.lines.unlink(missing_ok=True)
        made.findings.unlink(missing_ok=True)
    return is_same
