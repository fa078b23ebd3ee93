"""In which order the katas' submissions are judged."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from grader.kata import Catalogue
from grader.verify import cases, judge_all

if TYPE_CHECKING:
    import pytest

CASES = cases(Catalogue(Path(__file__).resolve().parents[2]))


def test_one_worker_takes_kata_by_kata(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one worker judges comes in the order of the katas."""
    monkeypatch.setattr("grader.verify.judge_case", lambda case, *_, **__: case)
    assert [*judge_all(CASES)] == [*CASES]


def test_several_workers_have_all_katas_mixed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each case is judged as often as it should be, and each kata in every quarter of them."""
    begun = []
    monkeypatch.setattr("grader.verify.judge_case", lambda case, *_, **__: begun.append(case))
    assert len([*judge_all(CASES, repeat=2, workers=2)]) == len(begun)
    assert Counter(begun) == dict.fromkeys(CASES, 2)
    katas = {case.kata.id for case in CASES}
    quarter = len(CASES) // 4
    for start in range(0, 4 * quarter, quarter):
        assert {case.kata.id for case in begun[start : start + quarter]} == katas
