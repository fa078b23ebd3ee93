"""The benchmark stage as a whole, on a small kata: every start method, one core, and what it keeps."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from grader.judge import judge
from grader.kata import Kata
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.verdict import CheckResult

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the exact figures are Linux's")

_SUITE = '''
"""Who adds up."""

def total(size, workers):
    return sum(i * i % 7 for i in range(size))

def call(kata, size, workers):
    return kata.total(size, workers)

def test_spread(bench):
    """The adding is spread."""
    bench.cpu(call, 2, size=300_000)
'''
_HEAD = """
import multiprocessing, threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

def part(bounds):
    return sum(i * i % 7 for i in range(*bounds))
"""
_EVEN = """
def total(size, workers):
    edges = [size * n // workers for n in range(workers + 1)]
    with {pool}(workers) as pool:
        return sum(pool.map(part, zip(edges, edges[1:])))
"""
_PROCESSES = _HEAD + _EVEN.format(pool="ProcessPoolExecutor")
_THREADS = _HEAD + _EVEN.format(pool="ThreadPoolExecutor")
_UNEVEN = _PROCESSES.replace("size * n // workers for", "size * n**6 // workers**6 for")
_ONE_BY_ONE = (
    _HEAD
    + """
def total(size, workers):
    edges, found = [size * n // workers for n in range(workers + 1)], 0
    for bounds in zip(edges, edges[1:]):
        with ProcessPoolExecutor(1) as pool:
            found += pool.submit(part, bounds).result()
    return found
"""
)


@pytest.fixture
def kata(tmp_path: Path) -> Kata:
    """Write a kata with little work."""
    made = Kata(tmp_path, "kata01_total")
    for folder in (made.directory, made.solutions, made.suites):
        folder.mkdir(parents=True)
    (made.directory / "kata.toml").write_text(
        'title = "Total"\nlevel = 1\nminutes = 1\ntopics = []\nkind = "CPU"\n'
        "[benchmark]\nserial_seconds = 0.6\nfree_seconds = 0.2\n",
        encoding="utf-8",
    )
    made.suite("benchmark").write_text(_SUITE, encoding="utf-8")
    made.reference.write_text(_PROCESSES, encoding="utf-8")
    return made


def judged(kata: Kata, source: str, **options: str) -> tuple[CheckResult, ...]:
    """Judge ``source`` by the benchmark alone."""
    path = kata.directory / "attempt.py"
    path.write_text(source, encoding="utf-8")
    return judge(kata, path, stages=("benchmark",), options=options).stages[0].checks


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
@pytest.mark.parametrize(
    ("source", "verdict"),
    [(_PROCESSES, Verdict.PASSED), (_UNEVEN, Verdict.SLOW)],
    ids=["even", "uneven"],
)
def test_the_verdict_is_the_same_under_every_start_method(
    kata: Kata, method: str, source: str, verdict: Verdict
) -> None:
    """Even processes pass, uneven ones do not, however the children come about."""
    [check] = judged(kata, source, method=method)
    assert check.verdict is verdict, (check.cause, check.figures)


def test_threads_are_the_wrong_tool(kata: Kata) -> None:
    """Negative control: threads get one core's worth, or may where there is no GIL."""
    [check] = judged(kata, _THREADS)
    if getattr(sys, "_is_gil_enabled", lambda: True)():
        assert check.verdict is Verdict.WRONG_TOOL, check
        assert "the GIL let one run at a time" in check.cause
    else:
        assert check.verdict is Verdict.PASSED, check
        assert "without the GIL" in check.rests_on


def test_three_workers(kata: Kata) -> None:
    """Three processes that share evenly pass, within a limit of their own; uneven ones do not."""
    suite = kata.suite("benchmark")
    suite.write_text(_SUITE.replace("call, 2, ", "call, 3, workers=3, "), encoding="utf-8")
    [check] = judged(kata, _PROCESSES)
    assert check.verdict is Verdict.PASSED, check
    assert isinstance(check.figures, dict)
    assert check.figures["limits"]["busiest"] == 0.5
    [check] = judged(kata, _UNEVEN)
    assert check.verdict is Verdict.SLOW, check


@pytest.fixture
def _one_core() -> Iterator[None]:
    """Let this process, and what it starts, run on a single core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    yield
    os.sched_setaffinity(0, before)


@pytest.mark.usefixtures("_one_core")
def test_on_one_core_structure_decides(kata: Kata) -> None:
    """Right processes are no faster there; they pass, and the report says why. One by one does not pass."""
    [check] = judged(kata, _PROCESSES)
    assert check.verdict is Verdict.PASSED, check
    assert "1 core may be used here" in check.rests_on
    assert "the clock decides nothing here" in check.rests_on
    [check] = judged(kata, _ONE_BY_ONE)
    assert check.verdict is Verdict.SLOW, check
    assert "one after the other" in check.cause


def test_figures_are_kept_in_the_form_of_pytest_benchmark(kata: Kata, tmp_path: Path) -> None:
    """What was measured is in the result, per round and per role; pytest-benchmark can compare it."""
    [two] = judged(kata, _PROCESSES)
    assert isinstance(two.figures, dict)
    rounds = two.figures["measures"]
    assert len(rounds) >= 2
    assert {"busiest", "overhead", "overlap", "caller", "sent", "memory"} <= rounds[0].keys()
    assert two.figures["limits"]["busiest"] == 0.65
    names = [one["name"] for one in two.figures["benchmark"]["benchmarks"]]
    assert names == [f"test_spread[{role}]" for role in ("baseline", "reference", "submission")]
    file = tmp_path / "kept.json"
    file.write_text(json.dumps(two.figures["benchmark"]), encoding="utf-8")
    told = subprocess.run(  # noqa: S603  a tool of ours
        [sys.executable, "-m", "pytest_benchmark", "compare", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "test_spread[submission]" in told.stdout


def test_data_through_pipes_is_slow_where_it_is_limited(kata: Kata) -> None:
    """Workers that are sent their numbers fail where bounds would do; those that are sent bounds pass."""
    suite = kata.suite("benchmark")
    suite.write_text(
        _SUITE.partition("def test_spread_over_three")[0].replace(
            "size=300_000", "size=300_000, sent=100_000"
        ),
        encoding="utf-8",
    )
    sent = _PROCESSES.replace("range(*bounds)", "bounds").replace(
        "zip(edges, edges[1:])", "(list(range(*bounds)) for bounds in zip(edges, edges[1:]))"
    )
    [check] = judged(kata, sent)
    assert check.verdict is Verdict.SLOW
    assert "MiB went through pipes" in check.cause
    [check] = judged(kata, _PROCESSES)
    assert check.verdict is Verdict.PASSED, check
