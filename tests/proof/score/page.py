"""What was measured, as figures and as the page docs/score-of-the-checks.md."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.proof.score.agency import Scored, Trial
from tests.proof.score.classes import ESCAPES
from tests.proof.score.product import Said
from tests.proof.score.scene import Defect

RECALL, FALSE_ALARMS = 0.96, 0.01  # issue E's targets: at least, at most
TEXT = Path(__file__).parent / "page.md"


@dataclass(frozen=True, slots=True)
class Class:
    """One class and its trials. Where a defect left the figures as they are, there was nothing to be caught."""

    defect: Defect
    trials: tuple[Trial, ...]

    @property
    def judged(self) -> list[Trial]:
        """The trials in which something was wrong."""
        return [one for one in self.trials if not one.is_harmless]

    @property
    def caught(self) -> int:
        """The trials of which something was said."""
        return sum(bool(one.said) for one in self.judged)

    @property
    def recall(self) -> float | None:
        """Share of its trials that were caught; None where it never did harm."""
        return self.caught / len(self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class Score:
    """Every class, and the sound months of which something was said."""

    classes: tuple[Class, ...]
    months: int
    alarms: tuple[tuple[int, Said], ...]  # with the number of the agency
    controls: tuple[Trial, ...]  # sound files, read from their bytes

    @property
    def recall(self) -> float:
        """The mean over classes, so that each counts the same."""
        known = [one.recall for one in self.classes if one.recall is not None]
        return sum(known) / len(known)

    @property
    def false_alarms(self) -> int:
        """Sound months of which something was said."""
        return len({(agency, said.period) for agency, said in self.alarms})

    @property
    def is_sound(self) -> bool:
        """Whether sound files that are read say nothing, and change no figure beside those that are handed over as read."""
        return all(one.is_harmless for one in self.controls)

    @property
    def meets_targets(self) -> bool:
        """Both of them, measured soundly."""
        return self.is_sound and self.recall >= RECALL and self.false_alarms <= FALSE_ALARMS * self.months


def score_of(scored: Sequence[Scored], classes: Sequence[Defect]) -> Score:
    """All agencies together."""
    trials = [trial for one in scored for trial in one.trials]
    return Score(
        tuple(Class(defect, tuple(trial for trial in trials if trial.code == defect.code)) for defect in classes),
        sum(one.months for one in scored),
        tuple((place, said) for place, one in enumerate(scored) for said in one.alarms),
        tuple(trial for trial in trials if not trial.code),
    )


def summary(score: Score) -> str:
    """One line."""
    judged = sum(len(one.judged) for one in score.classes)
    caught = sum(one.caught for one in score.classes)
    return (
        f"recall {score.recall:.1%} over {len(score.classes)} classes ({caught} of {judged} plantings); "
        f"{score.false_alarms} false alarms in {score.months} sound months"
    )


def written(score: Score, how: str) -> str:
    """The page."""
    parts = {"how": how, "summary": _figures(score), "classes": _table(score), "escapes": _escapes(score), "alarms": _alarms(score)}
    text = TEXT.read_text(encoding="utf-8")
    for name, part in parts.items():
        text = text.replace(f"<!-- {name} -->", part)
    return text


def _figures(score: Score) -> str:
    judged = sum(len(one.judged) for one in score.classes)
    caught = sum(one.caught for one in score.classes)
    forces = Counter(trial.force for one in score.classes for trial in one.judged if trial.said)
    rows = [
        ("classes of defect", f"{len(score.classes)}, planted {sum(len(one.trials) for one in score.classes)} times", "at least 45"),
        ("recall, mean over classes", f"**{score.recall:.1%}**", f"at least {RECALL:.0%}"),
        ("plantings caught", f"{caught} of {judged}", ""),
        ("of these blocked / lines set aside / warned only", f"{forces['blocked']} / {forces['quarantined']} / {forces['warned']}", ""),
        ("false alarms", f"**{score.false_alarms}** in {score.months} sound months", f"at most {FALSE_ALARMS:.0%}"),
        (
            "sound files read from their bytes, in which nothing was said",
            f"{sum(one.is_harmless for one in score.controls)} of {len(score.controls)}",
            "all",
        ),
    ]
    return _rows(("measure", "found", "target"), rows)


def _table(score: Score) -> str:
    return _rows(("", "class", "what happens", "caught", "how", "said first"), [_row(one) for one in score.classes])


def _row(one: Class) -> tuple[str, ...]:
    caught = f"{one.caught} of {len(one.judged)}" if one.judged else ("harmless" if one.trials else "not planted")
    forces = Counter(trial.force for trial in one.judged if trial.said)
    how = ", ".join(force for force, _ in forces.most_common())
    return one.defect.code, one.defect.name, one.defect.story, caught, how, _said_first(one)


def _said_first(one: Class) -> str:
    """What is expected to be said where it was said, else what was."""
    said = Counter(said.what for trial in one.judged for said in trial.said)
    expected = [(what, count) for what, count in said.most_common() if one.defect.expected and one.defect.expected in what]
    return (expected or said.most_common() or [("", 0)])[0][0].replace("|", "/")


def _escapes(score: Score) -> str:
    missed = [one for one in score.classes if one.recall is not None and one.recall < 1]
    rows = [
        (one.defect.code, one.defect.name, f"{one.caught} of {len(one.judged)}", ESCAPES.get(one.defect.code, "no reason is known"))
        for one in missed
    ]
    return _rows(("", "class", "caught", "why"), rows) if rows else "None escaped."


def _alarms(score: Score) -> str:
    rows = [(f"{agency}", said.period, said.force, said.what) for agency, said in score.alarms]
    return _rows(("agency", "month", "how", "what was said"), rows) if rows else "None."


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
