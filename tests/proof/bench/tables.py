"""Tables of the page, in Markdown."""

from collections.abc import Iterable, Mapping, Sequence

from tests.proof.bench.rounds import CALAMINE, LIMIT, Race, compare, cpu, peak, wall

NOTHING = "–"
GIB = 1 << 30


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def side_by_side(race: Race) -> str:
    """All contenders on one input. Refuses (FiguresDiffer) where what they published in a round differs."""
    for number in {number for runs in race.runs.values() for number in runs}:
        compare({name: runs[number].said for name, runs in race.runs.items() if number in runs})
    limit = CALAMINE if CALAMINE in race.runs else LIMIT
    head = ("contender", "wall, s", "÷ the limit", "CPU, s", "÷ the limit", "peak memory, GiB", "runs")
    rows = [
        (
            name,
            shown(race.median(name, wall)),
            shown(race.ratio(name, limit, wall)),
            shown(race.median(name, cpu)),
            shown(race.ratio(name, limit, cpu)),
            shown(race.median(name, lambda one: peak(one) / GIB), 2),
            str(len(runs)),
        )
        for name, runs in race.runs.items()
        if runs
    ]
    missing = "".join(f"\n\nnot run: {name}: {why}" for name, why in race.not_run.items())
    return f"**{race.of.title}**\n\n{table(head, rows)}{missing}"


def steps(of: Mapping[str, Mapping[str, float]]) -> str:
    """Where a run's time went."""
    walls, cpus = (sum(one[name] for one in of.values()) for name in ("seconds", "cpu_seconds"))
    rows = [
        (name, shown(one["seconds"]), f"{one['seconds'] / walls:.0%}", shown(one["cpu_seconds"]), f"{one['cpu_seconds'] / cpus:.0%}")
        for name, one in of.items()
    ]
    return table(("step", "wall, s", "share", "CPU, s", "share"), rows)


def shown(value: float | None, digits: int = 1) -> str:
    """A figure; a dash where there is none."""
    return NOTHING if value is None else f"{value:.{digits}f}"
