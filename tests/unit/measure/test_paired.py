"""Medians, their intervals, and on which side of a limit the rounds lie."""

from __future__ import annotations

import pytest

from grader.measure.paired import estimate, side
from grader.measure.stretches import count_together, merge, part


def test_interval_of_a_few_rounds_is_the_whole_range() -> None:
    """With less than seven rounds nothing can be cut off and still be 90 % sure."""
    found = estimate([0.6, 0.5, 0.55])
    assert (found.low, found.median, found.high) == (0.5, 0.55, 0.6)
    assert found.confidence == pytest.approx(0.75)
    assert "0.55 (0.50 to 0.60 in 3 rounds" in str(found)


def test_interval_of_many_rounds_leaves_outliers_out() -> None:
    """One round in which another program woke up does not widen the interval."""
    found = estimate([0.5, 0.51, 0.52, 0.53, 0.54, 0.55, 0.56, 0.57, 9.0])
    assert found.high < 9.0
    assert found.confidence >= 0.9


def test_rounds_that_agree_decide() -> None:
    """Unanimous rounds decide; one that could not tell does not count."""
    assert side([True, True], most=6) is True
    assert side([False, None, False], most=6) is False


def test_rounds_that_disagree_decide_nothing() -> None:
    """Negative control: a split is no answer, nor is a majority of rounds that could not tell."""
    assert side([True, False], most=6) is None
    assert side([True, False, True, False, True, True], most=6) is None
    assert side([True, None, None], most=6) is None
    assert side([], most=6) is None


def test_one_dissenter_among_six_is_outvoted() -> None:
    """After the last round five against one decide, and not before."""
    assert side([True, True, False, True, True, True], most=6) is True
    assert side([True, True, False, True, True], most=6) is None


def test_stretches_are_joined_and_counted() -> None:
    """Two lanes that work at once are counted for those looks; one after the other never."""
    assert merge([(2.0, 3.0), (0.0, 1.0), (0.5, 1.5)]) == ((0.0, 1.5), (2.0, 3.0))
    assert part(count_together([{1, 2}, {2}]), 2) == 0.5
    assert part(count_together([{1}, {2}]), 2) == 0.0
    assert part(count_together([]), 2) == 0.0
