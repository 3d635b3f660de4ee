"""The rules that look at several lines: the same payment twice, and what a claim or a person is paid in all."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from math import comb

from tests.oracle.line import Line, first_event, total
from tests.oracle.tables import PP82, M


def key_of(line: Line, lines: list[Line]) -> tuple[object, ...] | None:
    if not line.text.get("claim_id") or line.codes & {"ID03", "ID05", "ID06", "ID07"}:
        return None
    if line.text.get("payment_id"):
        return line.text["claim_id"], line.text["payment_id"]
    like = (line.text["claim_id"], line.benefit, line.component, line.day("payment_date"), line.amount)
    earlier = [other for other in lines if other.row < line.row and other.line_key and other.line_key[:5] == like]
    return (*like, len(earlier) + 1)


def groups(lines: list[Line], key: Callable[[Line], object]) -> Iterator[list[Line]]:
    grouped = defaultdict(list)
    for line in lines:
        grouped[key(line)].append(line)
    yield from grouped.values()


def same_payments(lines: list[Line]) -> None:
    for alike in groups([line for line in lines if line.pays and line.line_key], lambda line: line.line_key):
        if len({line.content for line in alike}) > 1:
            mark(alike, "ID02")
        else:
            mark([line for line in alike if not line.is_wrong][1:], "ID04")


def mark(lines: list[Line], code: str) -> None:
    for line in lines:
        line.codes.add(code)


def together(sound: list[Line]) -> None:
    """The rules over several lines; what one finds does not change what another looks at."""
    found: list[tuple[list[Line], str]] = []
    originals = [line for line in sound if line.kind == "original"]
    known = [line for line in sound if line.judged_by_law]
    for claim in groups(originals, lambda line: line.text["claim_id"]):
        months = [line for line in claim if line.benefit == "JKP"]
        found += [(months, "JKP3")] if len(months) > 6 else []
        partial = [line for line in claim if line.component in ("JHT_10", "JHT_30")]
        found += [(partial, "JHT1")] if len(partial) > 1 else []
    for claim in groups([line for line in known if line.benefit == "JKK"], lambda line: line.text["claim_id"]):
        is_fatal = any(line.component == "JKK_SANTUNAN_KEMATIAN" for line in claim)
        event = first_event(claim)
        found += [(claim, "JKK3")] if is_fatal and event and event >= PP82 and total(claim) < 42 * M else []
    for grant in groups([line for line in known if line.benefit == "JKM"], lambda line: (line.text["claim_id"], line.kpj)):
        found += [(grant, code) for code in grant_codes(grant)]
    for person in groups([line for line in known if line.benefit == "BEASISWA" and line.person], lambda line: line.person):
        found += [(person, "BEA4")] if total(person) > 174 * M else []
    niks = {nik for line in sound if (nik := line.text.get("participant_nik"))}
    zeros = [line for line in sound if (line.text.get("participant_nik") or "").endswith("0")]
    found += [(zeros, "NK05")] if is_no_chance(len({line.text["participant_nik"] for line in zeros}), len(niks)) else []
    for lines, code in found:
        mark(lines, code)


def is_no_chance(zeros: int, of: int) -> bool:
    """The exact tail; Chernoff's bound is above it, so a case in between would tell: none is drawn."""
    return sum(comb(of, count) * 0.1**count * 0.9 ** (of - count) for count in range(zeros, of + 1)) < 5e-7


def grant_codes(grant: list[Line]) -> set[str]:
    event = first_event(grant)
    if event is None:
        return set()
    lawful, funeral = (42 * M, 10 * M) if event >= PP82 else (24 * M, 3 * M)
    paid = total(grant)
    if paid > lawful:
        is_several = not grant[0].kpj and paid % lawful == 0
        return set() if is_several else {"JKM1"}
    return {"JKM2"} if paid < lawful and paid != funeral else set()
