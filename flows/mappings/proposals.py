"""Proposed mappings: a file to review for each header that was refused, and which of them are still open."""

import csv
import hashlib
import io
import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.arrivals.standing import Extract
from flows.decisions import SENDER_HEADINGS, columns_of
from flows.errors import UsageRefused
from flows.mappings.drift import Columns, Headings, compare
from flows.mappings.drift import columns_of as columns_of_part
from flows.mappings.tables import replace_file
from flows.monthly.extracts import by_arrival, extracts_of, last_made
from flows.monthly.refusals import Refused
from flows.monthly.workplace import Workplace
from flows.periods import first_day
from transforms.bare import bare
from transforms.errors import ExtractRefused, Proposal
from transforms.read.proposals import PERSONAL
from warehouse.register.records import Arrival

BESIDE = ("similarity", "patterns", "why", "file")
ID_LENGTH = 10
NOT_YET = "proposed, not reviewed"
_writing = threading.Lock()  # extracts are cleaned several at a time, and two may propose the same


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """A proposal of which nothing has been decided yet. `rows`: those of its file; `columns`: all of the refused header."""

    proposal_id: str
    sender_code: str
    periods: tuple[str, ...]
    files: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    columns: Columns

    @property
    def period(self) -> str:
        """The first period in which the sender wrote these headings: what is decided holds from then on."""
        return self.periods[0]


def remembered(workplace: Workplace, extract: Extract, refused: ExtractRefused) -> dict[str, str]:
    """What the register keeps of a refusal beside its words, and words that name the command which mends it.

    Writes the proposal, if there is one, to `register/proposals/<id>.csv`.
    """
    if refused.code == "EX08":
        place = {"SENDER": extract.arrival.sender_code, "PERIOD": extract.arrival.period}
        return {"fix": " ".join(place.get(word, word) for word in refused.fix.split(" "))}
    columns = refused.evidence.get("columns")
    if columns is None:
        return {}
    told = {"columns": columns, "what": refused.what + _vanished(workplace, extract.arrival, json.loads(columns))}
    if not refused.proposals:
        return told
    proposal_id = _keep(workplace.home.proposals, extract.arrival, refused.proposals)
    return told | {"proposal": proposal_id, "fix": _fix(proposal_id, refused.proposals)}


def open_proposals(workplace: Workplace) -> list[OpenProposal]:
    """Every proposal whose extract is still refused and of whose headings none has been decided, the earliest period first."""
    found: dict[str, list[tuple[Refused, Columns]]] = {}
    with workplace.register() as register:
        parts, made = register.parts(), last_made(workplace, register)
        refused = extracts_of(register, None, made).refused
    for one in refused:
        part = parts.get(one.extract.part_id)
        told = json.loads(part.refusal) if part and part.refusal else {}
        if part and told.get("proposal") and not _is_decided(workplace, one.extract.arrival, told["proposal"]):
            found.setdefault(told["proposal"], []).append((one, columns_of_part(part)))
    proposals = [_opened(workplace, proposal_id, same) for proposal_id, same in found.items()]
    return sorted((one for one in proposals if one.rows), key=lambda one: (one.period, one.sender_code, one.proposal_id))


def the_open(workplace: Workplace, proposal_id: str) -> OpenProposal:
    """The open proposal of this id. Raises UsageRefused."""
    found = [one for one in open_proposals(workplace) if one.proposal_id == proposal_id]
    if not found:
        raise UsageRefused(
            f"there is no open proposal {proposal_id}", "register/proposals", "see those that are open with: claims mapping list"
        )
    return found[0]


def rows_of(workplace: Workplace, proposal_id: str) -> list[dict[str, str]]:
    """The rows of a proposal's file, as it was written or as a reviewer left it."""
    path = workplace.home.proposals / f"{proposal_id}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name: (text or "").strip() for name, text in row.items() if name} for row in csv.DictReader(file)]


def plain(heading: str) -> str:
    """A heading on one line, without what a terminal obeys or a spreadsheet would take for a formula. It means the same: see `bare`."""
    printable = "".join(character if character.isprintable() else " " for character in heading)
    return " ".join(printable.split()).lstrip("=+-@ ")


def _is_decided(workplace: Workplace, arrival: Arrival, proposal_id: str) -> bool:
    decided = {bare(heading) for heading in workplace.decisions.of(arrival.sender_code, arrival.period).headings}
    return any(bare(row["heading"]) in decided for row in rows_of(workplace, proposal_id))


def _opened(workplace: Workplace, proposal_id: str, same: Sequence[tuple[Refused, Columns]]) -> OpenProposal:
    arrivals = [refused.extract.arrival for refused, _ in same]
    return OpenProposal(
        proposal_id,
        arrivals[0].sender_code,
        tuple(sorted({arrival.period for arrival in arrivals})),
        tuple(sorted({arrival.file_name for arrival in arrivals})),
        tuple(rows_of(workplace, proposal_id)),
        same[0][1],
    )


def _vanished(workplace: Workplace, arrival: Arrival, columns: Columns) -> str:
    with workplace.register() as register:
        headings = Headings(register.arrivals(), by_arrival(register.parts(), last_made(workplace, register)))
    last = headings.last_before(arrival)
    if last is None:
        return ""
    gone = compare(headings.of(last), columns).vanished
    return f"; vanished since {last.period}: {', '.join(gone)}" if gone else ""


def _fix(proposal_id: str, proposals: Sequence[Proposal]) -> str:
    unknown = [one for one in proposals if not one.is_double]
    proposed = [one for one in unknown if one.canonical]
    found = f"{len(proposed)} of {len(unknown)} unknown headings have a proposal" if unknown else "one of the columns can be ignored"
    name_others = ' --set "HEADING=column" or --ignore "HEADING" for each other' * (len(proposed) < len(proposals))
    private = f"; a heading shown as a shape cannot be accepted: {PERSONAL}" * any(one.why == PERSONAL for one in proposals)
    how = "take it with" if proposed or not unknown else "say what they mean with"
    return (
        f"{found} (claims mapping list); {how}: claims mapping accept {proposal_id} --why TEXT{name_others}{private}; "
        "what a heading means for every sender is a row of the home's reference/headings.csv"
    )


def _keep(folder: Path, arrival: Arrival, proposals: Sequence[Proposal]) -> str:
    """Write the proposal; of several extracts with the same headings the one of the earliest period."""
    headings = [plain(proposal.heading) for proposal in proposals]
    proposal_id = hashlib.sha256(json.dumps([arrival.sender_code, headings]).encode()).hexdigest()[:ID_LENGTH]
    path = folder / f"{proposal_id}.csv"
    with _writing:
        folder.mkdir(mode=0o700, exist_ok=True)
        if not path.exists() or _valid_from(path) > f"{first_day(arrival.period)}":
            replace_file(path, _csv(arrival, proposals).encode())
    return proposal_id


def _valid_from(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next((row["valid_from"] or "" for row in csv.DictReader(file)), "")


def _csv(arrival: Arrival, proposals: Sequence[Proposal]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*columns_of(SENDER_HEADINGS), *BESIDE], lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(arrival, proposal) for proposal in proposals)
    return text.getvalue()


def _row(arrival: Arrival, proposal: Proposal) -> dict[str, str]:
    return {
        "sender_code": arrival.sender_code,
        "heading": plain(proposal.heading),
        "canonical": proposal.canonical,
        "kind": "column" if proposal.canonical else "",
        "valid_from": f"{first_day(arrival.period)}",
        "valid_to": "",
        "source": NOT_YET,
        "similarity": f"{proposal.similarity:.2f}" if proposal.canonical else "",
        "patterns": " ".join(f"[{each}]" for each in proposal.patterns),
        "why": proposal.why,
        "file": arrival.file_name,
    }
