"""One synthetic agency over the years: its sound months judged as they come, and defects planted beside them."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from flows.sample.references import write_references
from tests.proof.score.office import FIRST, Office, offices
from tests.proof.score.product import Said, beside, forget, judge, take_in
from tests.proof.score.ready import reading_ready, write_ready
from tests.proof.score.scene import STEM, Defect, Delivery, Scene, sound

HISTORY = 12  # months before the first that is scored
CONTROL = Defect("", "nothing wrong", "the sound file, read from its bytes", "", lambda scene: [scene.own])  # must be harmless


@dataclass(frozen=True, slots=True)
class Trial:
    """One defect planted once, and what was said then that was not said of the sound month."""

    code: str
    agency: int
    period: str
    said: tuple[Said, ...]
    is_harmless: bool = False  # nothing was said, and the figures are those of the sound month

    @property
    def force(self) -> str:
        """The strongest thing said; '' where nothing was."""
        forces = {one.force for one in self.said}
        return next((force for force in ("blocked", "quarantined", "warned") if force in forces), "")


@dataclass(frozen=True, slots=True)
class Scored:
    """An agency's sound months, what was said of them, and its trials."""

    months: int
    alarms: tuple[Said, ...]
    trials: tuple[Trial, ...]


def months(count: int) -> list[date]:
    """First days of months, from FIRST on."""
    start = FIRST.year * 12 + FIRST.month - 1
    return [date((start + place) // 12, (start + place) % 12 + 1, 1) for place in range(count)]


def agency_offices(number: int, seed: int) -> list[Office]:
    """Two offices, in every fourth agency three."""
    return offices(number, seed, 3 if number % 4 == 2 else 2)


def delivered(root: Path, number: int, seed: int, scored: int) -> Path:
    """The home of an agency that has cleaned all its sound months and published none. Made once for `root`."""
    home = root / f"agency-{number}"
    if (home / "whole").exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    its_offices = agency_offices(number, seed)
    write_references(home / "reference", [office.desk(FIRST) for office in its_offices])
    periods = months(HISTORY + scored)
    for period in periods:
        for office in its_offices:
            delivery = sound(office, period)
            write_ready(home / "landing", delivery.lines, office.desk(period), STEM)
    with reading_ready():
        take_in(home, named(periods))
    shutil.rmtree(home / "landing")
    (home / "whole").touch()
    return home


def score_agency(root: Path, number: int, seed: int, scored: int, planted: Mapping[int, Sequence[Defect]]) -> Scored:
    """Judge `scored` sound months after HISTORY, published at once; and for each of `planted` the months before published, the defects
    of that month (from 0, of the scored) beside its sound deliveries, one at a time.
    """
    home, periods = delivered(root, number, seed, scored), months(HISTORY + scored)
    whole = beside(home, root / f"whole-{number}")
    told = {*named(periods[HISTORY:]), ""}
    alarms = tuple(sorted(one for one in judge(whole, named(periods), {}, publishes=True).said if one.period in told))
    shutil.rmtree(whole)
    trials = [trial for place in sorted(planted) for trial in _trials(home, number, seed, periods[: HISTORY + place + 1], planted[place])]
    return Scored(scored, alarms, tuple(trials))


def named(periods: Sequence[date]) -> list[str]:
    """As 2022-07."""
    return [f"{period:%Y-%m}" for period in periods]


def _trials(home: Path, number: int, seed: int, periods: Sequence[date], defects: Sequence[Defect]) -> Iterator[Trial]:
    """Each defect beside the sound deliveries of the last of these months; those before are published."""
    *earlier, name = named(periods)
    past = beside(home, home.with_name(f"past-{number}"))
    notices = judge(past, earlier, {}, publishes=True).notices
    usual = judge(beside(past, home.with_name(f"twin-{number}")), [name], notices, publishes=False)
    for defect in (CONTROL, *defects):
        trial = beside(past, home.with_name(f"trial-{number}"))
        chosen = _chosen(defect, scenes(number, seed, len(periods) - HISTORY - 1))
        forget(trial, name, [scene.own.office.desk(periods[-1]).sender.code for scene in chosen])
        for scene in chosen:
            for delivery in defect.plant(scene):
                delivery.write(trial / "landing")
        judged = judge(trial, [name], notices, publishes=False)
        said = tuple(sorted(judged.said - usual.said))
        yield Trial(defect.code, number, name, said, not said and judged.figures == usual.figures)
    for left in ("past", "twin", "trial"):
        shutil.rmtree(home.with_name(f"{left}-{number}"), ignore_errors=True)


def scenes(number: int, seed: int, place: int) -> list[Scene]:
    """The deliveries in which a defect may be planted, of one scored month of an agency."""
    its_offices, period = agency_offices(number, seed), months(HISTORY + place + 1)[-1]
    now, before = ({one.number: sound(one, when) for one in its_offices} for when in (period, _month_before(period)))
    return _scenes(its_offices, now, before, np.random.default_rng([seed, number, place]))


def _scenes(
    its_offices: Sequence[Office], now: Mapping[int, Delivery], before: Mapping[int, Delivery], random: np.random.Generator
) -> list[Scene]:
    order = [its_offices[place] for place in random.permutation(len(its_offices))]
    return [
        Scene(now[office.number], before[office.number], now[other.number], random)
        for office, other in zip(order, [*order[1:], order[0]], strict=True)
    ]


def _chosen(defect: Defect, among: Sequence[Scene]) -> Sequence[Scene]:
    """The offices it is planted in: one that it fits, or all of them."""
    return among if defect.everywhere else [scene for scene in among if defect.fits(scene)][:1]


def _month_before(period: date) -> date:
    return date(period.year - (period.month == 1), (period.month - 2) % 12 + 1, 1)
