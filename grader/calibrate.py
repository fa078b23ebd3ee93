"""How far a kata's benchmark limits lie from what its own answers show.

Kattis's rule, in our measures: a limit leaves every right answer at least twice the room that the worst
of them needs, and every wrong one is beyond it by half as much again. ``used`` says it in one number: 0 is
the ideal, 1.0 is the limit, a right answer stays below 0.5 and a wrong one passes 1.5 on at least one
scale. For what has an ideal (an even share, the serial version's CPU) the distance from it counts, for the
overlap, which is better the larger it is, the ratio.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from statistics import median
from typing import TYPE_CHECKING, Any

from grader.kata import expectation
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from grader.kata import Kata
    from grader.verdict import Report

STAGE = "benchmark"
ROOM_FOR_RIGHT, ROOM_FOR_WRONG = 2.0, 1.5
SCALES = ("busiest", "overhead", "overlap", "caller", "sent", "memory")
_NAMED = {Verdict.SLOW.value, Verdict.WRONG_TOOL.value}


@dataclass(frozen=True)
class Shown:
    """What one answer showed in one check: each measure's median over the rounds, and the limits there."""

    path: Path
    right: bool
    check: str
    verdict: Verdict
    seconds: float
    measures: dict[str, float]
    limits: dict[str, Any]

    def used(self, scale: str) -> float | None:
        """How much of the limit on ``scale`` is used; None where nothing is limited or measured."""
        value, limit = self.measures.get(scale), self.limits.get(scale)
        if value is None or value < 0 or not limit:
            return None
        if scale == "overlap":
            return float(limit) / value if value else inf
        ideal = _ideal(scale, self.limits)
        return max(0.0, value - ideal) / (float(limit) - ideal)

    @property
    def closest(self) -> tuple[str, float]:
        """The scale on which most of the limit is used, and how much."""
        found = {scale: used for scale in SCALES if (used := self.used(scale)) is not None}
        scale = max(found, key=lambda name: found[name], default="")
        return scale, found.get(scale, 0.0)


@dataclass(frozen=True)
class Thin:
    """An answer too close to a limit; ``settled`` where the kata promises that limit."""

    shown: Shown
    scale: str
    used: float
    settled: bool

    def __str__(self) -> str:
        value, limit = self.shown.measures[self.scale], self.shown.limits[self.scale]
        rule = "a right answer should use at most 0.5" if self.shown.right else "a wrong one should use 1.5"
        why = "; the limit is settled, so this margin is what it is" if self.settled else ""
        return (
            f"{self.shown.path}: {self.scale} {said(value)} uses {self.used:.2f} of the limit "
            f"{said(limit)}; {rule}{why}"
        )


@dataclass(frozen=True)
class Range:
    """Where the limit on ``scale`` may lie: between what is ``right`` and what is ``wrong`` at least."""

    scale: str
    now: float
    right: float | None
    wrong: float | None
    low: float
    high: float
    proposed: float | None
    settled: bool


def todo(kata: Kata) -> list[tuple[Path, bool]]:
    """Every answer to measure, and whether it is right: of the wrong ones those that a clock would see."""
    wrong = [path for path in kata.wrong_answers if _NAMED & set(expectation(path).verdicts)]
    return [(path, True) for path in kata.right_answers] + [(path, False) for path in wrong]


def shown(path: Path, report: Report, *, right: bool) -> Iterator[Shown]:
    """What ``report`` says was measured; nothing for checks that ended before there was a figure."""
    for stage in report.stages:
        for check in stage.checks if stage.stage == STAGE else ():
            figures = check.figures if isinstance(check.figures, dict) else {}
            rounds = figures.get("measures", [])
            if not rounds or not (right or check.verdict.value in _NAMED):
                continue
            names = [name for name in rounds[-1] if all(name in one for one in rounds)]
            yield Shown(
                path,
                right,
                check.check,
                check.verdict,
                check.seconds,
                {name: median(one[name] for one in rounds) for name in names},
                figures["limits"],
            )


def thin(found: Iterable[Shown]) -> Iterator[Thin]:
    """Each answer that is too close to a limit: a right one to any, a wrong one to all."""
    for one in found:
        settled = set(one.limits.get("settled", ()))
        if one.right:
            for scale in SCALES:
                used = one.used(scale)
                if used is not None and used > 1 / ROOM_FOR_RIGHT:
                    yield Thin(one, scale, used, scale in settled)
        else:
            scale, used = one.closest
            if scale and used < ROOM_FOR_WRONG:
                yield Thin(one, scale, used, scale in settled)


def ranges(found: Sequence[Shown]) -> Iterator[Range]:
    """Where each limit may lie, and what is proposed: the middle, by ratio."""
    if not found:
        return
    limits = found[0].limits
    for scale in SCALES:
        right = [one.measures[scale] for one in found if one.right and one.used(scale) is not None]
        wrong = [one.measures[scale] for one in found if not one.right and one.closest[0] == scale]
        if not right and not wrong:
            continue
        upwards = scale != "overlap"
        worst = None if not right else (max if upwards else min)(right)
        mildest = None if not wrong else (min if upwards else max)(wrong)
        low, high = _between(scale, worst, mildest, limits)
        settled = scale in limits.get("settled", ())
        yield Range(
            scale, limits[scale], worst, mildest, low, high, _middle(scale, low, high, limits), settled
        )


def _between(
    scale: str, worst: float | None, mildest: float | None, limits: dict[str, Any]
) -> tuple[float, float]:
    """Give the least and the greatest limit that leave both sides their room."""
    if scale == "overlap":
        low = 0.0 if mildest is None else mildest * ROOM_FOR_WRONG
        return low, 1.0 if worst is None else worst / ROOM_FOR_RIGHT
    ideal = _ideal(scale, limits)
    low = ideal if worst is None else ideal + ROOM_FOR_RIGHT * max(0.0, worst - ideal)
    return low, inf if mildest is None else ideal + (mildest - ideal) / ROOM_FOR_WRONG


def _middle(scale: str, low: float, high: float, limits: dict[str, Any]) -> float | None:
    """Propose a limit between ``low`` and ``high``; None where there is none."""
    if low > high:
        return None
    ideal = 0.0 if scale == "overlap" else _ideal(scale, limits)
    if high == inf:  # no wrong answer shows where it begins to hurt
        return float(limits[scale]) if limits[scale] >= low else low
    near, far = max(low - ideal, (high - ideal) / 10), high - ideal
    return ideal + sqrt(near * far)


def _ideal(scale: str, limits: dict[str, Any]) -> float:
    return {"busiest": 1.0 / int(limits["workers"]), "overhead": 1.0}.get(scale, 0.0)


def said(value: float) -> str:
    """A measure as a person reads it; bytes are large."""
    return f"{value:.2f}" if value < 1000 else f"{value:,.0f}"  # noqa: PLR2004  no share comes near
