"""Limits and margins, from figures alone; each side of a limit beside one that is too close to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grader.calibrate import Shown, ranges, shown, thin
from grader.kata import Kata
from grader.verdict import CheckResult, Report, StageResult, Verdict
from grader.verify import Case, Judged, Role, measured

LIMITS: dict[str, Any] = {
    "workers": 2,
    "busiest": 0.65,
    "overhead": 2.0,
    "overlap": 0.25,
    "caller": 0.25,
    "sent": 0,
    "memory": 0,
    "settled": [],
}
GOOD = {"busiest": 0.5, "overhead": 1.1, "overlap": 0.9, "caller": 0.02, "sent": 5000, "memory": 2**20}


def answer(*, right: bool = True, limits: dict[str, Any] | None = None, **measures: float) -> Shown:
    """An answer that shows what a good one does but for ``measures``."""
    verdict = Verdict.PASSED if right else Verdict.SLOW
    name = Path("right.py" if right else "wrong/slow.py")
    return Shown(name, right, "test_spread", verdict, 4.0, GOOD | measures, LIMITS | (limits or {}))


def test_a_good_answer_has_its_room() -> None:
    """Even shares, full overlap, little overhead: nothing to complain of."""
    assert not list(thin([answer()]))
    assert answer().closest == ("overlap", pytest.approx(0.25 / 0.9))


@pytest.mark.parametrize(
    ("scale", "value"), [("busiest", 0.62), ("overhead", 1.6), ("overlap", 0.4), ("caller", 0.2)]
)
def test_a_right_answer_too_close_to_a_limit_is_named(scale: str, value: float) -> None:
    """It passes today, and on another machine it may not."""
    [found] = thin([answer(**{scale: value})])
    assert found.scale == scale
    assert not found.settled
    assert str(found).startswith(f"right.py: {scale} {value:.2f} uses ")


def test_a_settled_limit_is_reported_as_what_it_is() -> None:
    """Two halves of the primes: the kata promises 0.65, so the margin is told and nothing can be moved."""
    [found] = thin([answer(busiest=0.62, limits={"settled": ["busiest"]})])
    assert found.settled
    assert "uses 0.80 of the limit 0.65" in str(found)
    assert "settled" in str(found)


@pytest.mark.parametrize(
    ("measures", "enough"),
    [
        ({"busiest": 0.85}, True),
        ({"busiest": 0.68}, False),
        ({"overhead": 3.0}, True),
        ({"overhead": 2.2}, False),
        ({"overlap": 0.05}, True),
        ({"overlap": 0.0}, True),
        ({"overlap": 0.2}, False),
        ({"busiest": 0.68, "overhead": 4.0}, True),
    ],
)
def test_a_wrong_answer_must_be_far_beyond_one_limit(measures: dict[str, float], *, enough: bool) -> None:
    """One scale that condemns it for certain is enough; one that just does is not."""
    assert bool(list(thin([answer(right=False, **measures)]))) != enough


def test_what_is_not_limited_or_not_known_is_no_margin() -> None:
    """Bytes without a limit, and bytes that nobody counted, say nothing."""
    assert answer().used("sent") is None
    assert answer(sent=-1, limits={"sent": 1000}).used("sent") is None
    assert answer(sent=400, limits={"sent": 1000}).used("sent") == pytest.approx(0.4)


def test_limits_are_proposed_between_both_sides() -> None:
    """The middle of what leaves both their room; nowhere where the sides are too close."""
    found = [
        answer(busiest=0.52),
        answer(busiest=0.54, overlap=0.7),
        answer(right=False, busiest=0.9),
        answer(right=False, overlap=0.06),
    ]
    by_scale = {one.scale: one for one in ranges(found)}
    busiest, overlap = by_scale["busiest"], by_scale["overlap"]
    assert (busiest.right, busiest.wrong) == (0.54, 0.9)
    assert (busiest.low, busiest.high) == (pytest.approx(0.58), pytest.approx(0.5 + 0.4 / 1.5))
    assert busiest.proposed is not None
    assert busiest.low < busiest.proposed < busiest.high
    assert (overlap.low, overlap.high) == (pytest.approx(0.09), pytest.approx(0.35))
    assert overlap.proposed is not None
    assert overlap.low < overlap.proposed < overlap.high
    close = {one.scale: one for one in ranges([answer(busiest=0.62), answer(right=False, busiest=0.7)])}
    assert close["busiest"].proposed is None


def test_without_a_wrong_answer_the_limit_stays() -> None:
    """Where no answer shows where it begins to hurt, a limit with room is kept, one without is raised."""
    by_scale = {one.scale: one for one in ranges([answer(overhead=1.2, caller=0.2)])}
    assert by_scale["overhead"].proposed == 2.0
    assert by_scale["caller"].proposed == pytest.approx(0.4)


def test_verify_takes_the_margins_from_what_it_judged(tmp_path: Path) -> None:
    """Right answers that passed and wrong ones that were named count; starters and complaints do not."""
    kata = Kata(tmp_path, "kata01_count")
    figures = {"measures": [GOOD | {"busiest": 0.63}], "limits": LIMITS}

    def judged(name: str, role: Role, verdict: Verdict, complaint: str = "") -> Judged:
        check = CheckResult(check="test", sentence="", verdict=verdict, figures=figures)
        stage = StageResult(stage="benchmark", verdict=verdict, checks=(check,))
        report = Report(kata=kata.id, path=name, verdict=verdict, stages=(stage,))
        return Judged(Case(kata, Path(name), role), 1, report, complaint)

    found = measured(
        [
            judged("starter.py", Role.STARTER, Verdict.SLOW),
            judged("right.py", Role.RIGHT, Verdict.PASSED),
            judged("failed.py", Role.RIGHT, Verdict.SLOW, "a right answer must pass"),
            judged("wrong/slow.py", Role.WRONG, Verdict.SLOW),
            judged("wrong/crashed.py", Role.WRONG, Verdict.CRASHED),
        ]
    )
    assert [str(one.path) for one in found] == ["right.py", "wrong/slow.py"]
    assert [str(one).partition(":")[0] for one in thin(found)] == ["right.py", "wrong/slow.py"]


def test_measures_come_from_the_figures_of_a_report() -> None:
    """The median over the rounds counts; a wrong answer that got another verdict shows nothing."""
    rounds = [{"busiest": 0.5, "overlap": 0.4}, {"busiest": 0.6, "overlap": 0.9}, {"busiest": 0.52}]

    def made(verdict: Verdict, figures: dict[str, Any]) -> Report:
        check = CheckResult(check="test", sentence="", verdict=verdict, figures=figures)
        bare = CheckResult(check="bare", sentence="", verdict=verdict)
        stage = StageResult(stage="benchmark", verdict=verdict, checks=(check, bare))
        return Report(kata="kata", path="a.py", verdict=verdict, stages=(stage,))

    figures = {"measures": rounds, "limits": LIMITS}
    [found] = shown(Path("a.py"), made(Verdict.PASSED, figures), right=True)
    assert found.measures == {"busiest": 0.52}
    assert list(shown(Path("a.py"), made(Verdict.SLOW, figures), right=False))
    assert not list(shown(Path("a.py"), made(Verdict.CRASHED, figures), right=False))
