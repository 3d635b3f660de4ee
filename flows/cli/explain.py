"""`claims explain`: why a figure changed, split by cause, sender and file."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import click

from flows.cli.app import PERIOD, Session, shared_options
from flows.cli.display import PLACE, print_json, print_table, signed
from flows.cli.lean import without_pandas
from flows.errors import NothingPublished

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.explain import Explanation, File
    from warehouse.explanation import Contribution, Figure, RegionFigure, Senders

SHOWN = {"claim_count": "claims", "payment_count": "payments", "participant_count": "participants", "amount_paid_idr": "rupiah"}
BELOW = ("segment", "branch", "regency", "figure", "was", "is", "difference")
HEADINGS = ("why", "sender", "file", *SHOWN.values())


@click.command("explain")
@click.argument("period", type=PERIOD)
@click.option("--benefit-type", help="Only this benefit type, e.g. JHT.")
@click.option("--from", "first", type=click.IntRange(0), help="The publication to begin with [default: the one before the last].")
@click.option("--to", "last", type=click.IntRange(1), help="The publication to end with [default: the one that stands].")
@shared_options
@click.pass_obj
def explain_command(session: Session, period: date, benefit_type: str | None, first: int | None, last: int | None) -> None:
    """Say why the figures of payment month PERIOD changed from one publication to another; the causes sum to the change exactly."""
    from flows.explain import explain_month

    file = session.home.current_file
    if not file.exists():
        raise NothingPublished(str(file))
    with without_pandas():
        explained = explain_month(file, period, benefit_type and benefit_type.upper(), first, last)
    if session.as_json:
        print_json(_as_json(explained))
    else:
        _show(explained)


def _as_json(explained: "Explanation") -> dict[str, Any]:
    return {
        "period": f"{explained.period:%Y-%m}",
        "from": explained.first,
        "to": explained.last,
        "senders": dict(zip(("from", "to"), (one and asdict(one) for one in explained.senders), strict=True)),
        "figures": [_figure(figure, explained) for code in explained.benefit_types for figure in explained.of(code).values()],
        "regions": [_region(one) for one in explained.regions],
    }


def _region(one: "RegionFigure") -> dict[str, Any]:
    """A figure by region that changed though its benefit type's did not; why is not kept."""
    from flows.explain import in_unit

    values = {name: in_unit(one.measure, getattr(one, name)) for name in ("old_value", "new_value", "difference")}
    return {name: getattr(one, name) for name in ("benefit_type_code", *PLACE, "measure")} | values


def _figure(figure: "Figure", explained: "Explanation") -> dict[str, Any]:
    from flows.explain import by_cause, in_unit, total

    causes = [
        {
            "cause": cause,
            "sentence": explained.sentences.get(cause, cause),
            "difference": in_unit(figure.measure, total(parts)),
            "files": [_file(part, figure.measure) for part in parts],
        }
        for cause, parts in by_cause(figure.contributions).items()
    ]
    values = {name: in_unit(figure.measure, getattr(figure, name)) for name in ("old_value", "new_value", "difference")}
    return {"benefit_type_code": figure.benefit_type_code, "measure": figure.measure, **values, "causes": causes}


def _file(part: "Contribution", measure: str) -> dict[str, Any]:
    from flows.explain import in_unit

    named = {name: getattr(part, name) for name in ("sender_code", "file_name", "sha256")}
    return named | {"difference": in_unit(measure, part.difference)}


def _show(explained: "Explanation") -> None:
    changed, between = explained.changed, [*explained.no_longer_known, *explained.known_to_be_none]
    since = f"publication {explained.first}" if explained.first else "nothing"
    for code in changed:
        title = f"{code} in {explained.period:%Y-%m}, from {since} to publication {explained.last}"
        print_table(title, HEADINGS, _waterfall(code, explained), frozenset(SHOWN.values()))
    _tell_unknown(explained)
    below = explained.changed_below
    for code in below:
        _show_below(code, explained)
    if not changed and not between and not below:
        what = f"no figure of {explained.period:%Y-%m} by benefit type or region changed"
        click.echo(f"{what} from {since} to publication {explained.last}")
    elif unchanged := sorted({*explained.benefit_types} - {*changed, *between, *below}):
        click.echo(f"unchanged: {', '.join(unchanged)}")


def _show_below(code: str, explained: "Explanation") -> None:
    """What changed though the figures of the benefit type did not. Why was told by the plan: causes are kept by benefit type."""
    from flows.explain import in_unit

    title = (
        f"{code} in {explained.period:%Y-%m}, from publication {explained.first} to publication {explained.last}: "
        "only figures below the benefit type changed (no cause is kept of them)"
    )
    own = [one for one in explained.regions if one.benefit_type_code == code]
    rows = [
        (
            *(getattr(one, name) for name in PLACE),
            SHOWN[one.measure],
            *(in_unit(one.measure, value) for value in (one.old_value, one.new_value)),
            _signed(one.difference, is_money=one.measure == "amount_paid_idr"),
        )
        for one in own
    ]
    print_table(title, BELOW, rows, frozenset(BELOW[4:]))


def _tell_unknown(explained: "Explanation") -> None:
    """Cells that were 0 and are not known any more, or the other way round: no line changed, but who was to deliver, or who did."""
    then, now = (_senders(one) for one in explained.senders)
    for told, codes in (("0 -> not known", explained.no_longer_known), ("not known -> 0", explained.known_to_be_none)):
        if codes:
            where = f"in {explained.period:%Y-%m}, from publication {explained.first} to {explained.last}"
            click.echo(f"{told} {where}: {', '.join(codes)} (senders that are in: {then}, then {now})")


def _senders(senders: "Senders | None") -> str:
    if senders is None:
        return "the month is not shown"
    return f"{senders.received} of {'an unknown number' if senders.expected is None else senders.expected}"


def _waterfall(code: str, explained: "Explanation") -> list[tuple[object, ...]]:
    """What it was, what each cause added, the biggest first and each by file, and what it is."""
    from flows.explain import in_unit, told_apart

    own = explained.of(code)
    names = told_apart(_file_of(part) for figure in own.values() for part in figure.contributions)
    rows: list[tuple[object, ...]] = [("was", "", "", *(in_unit(name, own[name].old_value) for name in SHOWN))]
    for cause in _causes(own):
        parts = {name: [part for part in own[name].contributions if part.cause == cause] for name in SHOWN}
        files = _files(parts)
        rows.append((explained.sentences.get(cause, cause), *_named(files, names), *_sums(parts)))
        for file in files if len(files) > 1 else []:
            only = {name: [part for part in parts[name] if _file_of(part) == file] for name in SHOWN}
            rows.append(("", file[0], names[file], *_sums(only)))
    return [*rows, ("is", "", "", *(in_unit(name, own[name].new_value) for name in SHOWN))]


def _causes(own: dict[str, "Figure"]) -> list[str]:
    """By the money they moved, then by the lines."""
    moved: dict[str, list[Decimal]] = {}
    for place, name in enumerate(("amount_paid_idr", "payment_count", "claim_count", "participant_count")):
        for part in own[name].contributions:
            moved.setdefault(part.cause, [Decimal(0)] * 4)[place] += part.difference
    return sorted(moved, key=lambda cause: ([-abs(sum_of) for sum_of in moved[cause]], cause))


def _files(parts: dict[str, list["Contribution"]]) -> list[tuple[str, str, str]]:
    """Sender, name and content of the files, those that moved most money first."""
    money = {_file_of(part): abs(part.difference) for part in parts["amount_paid_idr"]}
    every = {_file_of(part) for own in parts.values() for part in own}
    return sorted(every, key=lambda file: (-money.get(file, Decimal(0)), file))


def _file_of(part: "Contribution") -> tuple[str, str, str]:
    return part.sender_code or "", part.file_name or "", part.sha256 or ""


def _named(files: list[tuple[str, str, str]], names: "Mapping[File, str]") -> tuple[str, str]:
    return (files[0][0], names[files[0]]) if len(files) == 1 else ("", f"{len(files)} files")


def _sums(parts: dict[str, list["Contribution"]]) -> list[str]:
    """With a sign, so that nobody takes a change for a figure; blank where there is none."""
    from flows.explain import total

    return [_signed(total(parts[name]), is_money=name == "amount_paid_idr") for name in SHOWN]


def _signed(value: Decimal, *, is_money: bool) -> str:
    return signed(value if is_money else int(value)) if value else ""
