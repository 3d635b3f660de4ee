"""A backfill killed at random moments, resumed each time: the figures of an undisturbed one, no part made twice, no lock error."""

import json
import random
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance.claims_home import KEY, ClaimsHome, gone_within

pytestmark = [pytest.mark.prefect]

LEFT_ALONE_S = 20
START_S = 4  # until parts are made
ANYWHERE = 1 / 6


@dataclass(frozen=True, slots=True)
class Resumed:
    """How backfills ended that were killed so often. `made_twice`: recorded parts that a later attempt recorded or wrote again."""

    kills: int
    homes: int
    content_hashes: frozenset[str]
    parts: int
    made_twice: int
    said: str


def parts_of(home: ClaimsHome) -> dict[str, tuple[str, int]]:
    """The parts recorded: when the run began that made each, and its file's inode, which a second making would change."""
    file = home.root / "register" / "register.sqlite"
    if not file.exists():
        return {}
    with sqlite3.connect(file, timeout=60) as connection:
        try:
            rows = connection.execute("select part_id, made_at from part").fetchall()
        except sqlite3.OperationalError:  # killed before the first table
            return {}
    files = {name: home.root / "clean" / f"{name}.parquet" for name, _ in rows}
    return {name: (made_at, files[name].stat().st_ino if files[name].exists() else 0) for name, made_at in rows}


def killed_and_resumed(home: ClaimsHome, first: str, last: str, moments: Iterator[float], most: int, **settings: str) -> Resumed:
    """Kill the backfill after each of these seconds until it was at its end before, or `most` times; run it to its end at last."""
    known: dict[str, tuple[str, int]] = {}
    said, made_twice, kills = "", 0, 0
    for moment in moments:
        with home.running("backfill", first, last, **settings) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(moment)
            process.kill()
            said += process.communicate()[1]
        assert gone_within(home.root, LEFT_ALONE_S) == []
        found = parts_of(home)
        made_twice += sum(found.get(name) != made for name, made in known.items())
        known = found
        kills += process.returncode == -signal.SIGKILL
        if process.returncode != -signal.SIGKILL or kills == most:
            break
    ended = home.done("backfill", first, last, "--json", **settings)
    found = parts_of(home)
    made_twice += sum(found.get(name) != made for name, made in known.items())
    return Resumed(kills, 1, frozenset({ended.result["content_hash"]}), len(found), made_twice, said + ended.stderr)


def moments_of(dice: random.Random, seconds: float, kills: int) -> Iterator[float]:
    """Mostly a step on in the making of parts; each sixth anywhere, also in what follows it."""
    while True:
        yield dice.uniform(0.05, 0.95) * seconds if dice.random() < ANYWHERE else START_S + dice.uniform(0, 4 * seconds / kills)


def compared(tmp_path: Path, sample: tuple[str, ...], first: str, last: str, kills: int, **settings: str) -> tuple[Resumed, str, float]:
    """So many kills, the hash of the undisturbed backfill, and how long that took. One that is done is begun again on another home."""
    sampled = ClaimsHome(tmp_path / "sampled", {"CLAIMS_PSEUDONYM_KEY": KEY}, longest_s=3600)
    sampled.done("sample", "--from", first, "--to", last, *sample)
    undisturbed = sampled.copied(tmp_path / "whole" / "home").done("backfill", first, last, "--json", **settings)
    dice = random.Random(json.dumps(sample))  # noqa: S311 - the same moments each time, as far as a clock is the same
    moments = moments_of(dice, undisturbed.seconds, kills)
    ended: list[Resumed] = []
    while (left := kills - sum(one.kills for one in ended)) > 0:
        home = sampled.copied(tmp_path / f"killed-{len(ended)}" / "home")
        ended.append(killed_and_resumed(home, first, last, moments, left, **settings))
    together = Resumed(
        kills,
        len(ended),
        frozenset().union(*(one.content_hashes for one in ended)),
        ended[0].parts,
        sum(one.made_twice for one in ended),
        "".join(one.said for one in ended),
    )
    return together, undisturbed.result["content_hash"], undisturbed.seconds


@pytest.mark.timeout(600)
def test_a_backfill_in_worker_processes_killed_and_resumed_makes_no_part_twice(tmp_path: Path, figure: Callable[[str], None]) -> None:
    sample = ("--senders", "4", "--rows", "3000", "--seed", "31")
    resumed, content_hash, seconds = compared(tmp_path, sample, "2022-01", "2022-03", kills=4)
    figure(
        f"backfill of 12 extracts, killed {resumed.kills} times in {resumed.homes} homes: "
        f"{resumed.parts} parts, {resumed.made_twice} made twice ({seconds:.0f} s)"
    )
    assert resumed.content_hashes == {content_hash}
    assert resumed.made_twice == 0
    assert "locked" not in resumed.said
    assert "Traceback" not in resumed.said


@pytest.mark.bench
@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_thirty_six_months_of_five_senders_killed_at_fifty_random_moments(tmp_path: Path, figure: Callable[[str], None]) -> None:
    sample = ("--senders", "5", "--rows", "4000", "--seed", "7")
    resumed, content_hash, seconds = compared(tmp_path, sample, "2020-01", "2022-12", kills=50)
    figure(
        f"36 x 5 x 4,000 lines, undisturbed {seconds:.0f} s; {resumed.kills} kills in {resumed.homes} homes: "
        f"{resumed.parts} parts, {resumed.made_twice} made twice"
    )
    assert resumed.content_hashes == {content_hash}
    assert resumed.made_twice == 0
    assert "locked" not in resumed.said
    assert "Traceback" not in resumed.said
