"""Small programs end for real as they do in the world: results, exceptions by type, exit codes, hangs.

Each public function of ``tests/unit/conformance`` is a program. For real it runs under ``spawn``, which is
what the world's processes mean whatever they are started with; one that hangs says so in its docstring.
"""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.explore.scenario import Stage
from grader.explore.strategies import Follow, Uniform

PROGRAMS = Path(__file__).parents[1] / "conformance"
PATIENCE = 3.0
SEEDS = 3

_FOR_REAL = """
import importlib, json, multiprocessing, sys
if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    module = importlib.import_module(sys.argv[1])
    for name in sys.argv[2:]:
        try:
            outcome = repr(getattr(module, name)())
        except Exception as error:
            outcome = type(error).__name__
        left = len(multiprocessing.active_children())
        print(json.dumps([name, outcome, left]), flush=True)
"""
_SUITE = """
import multiprocessing

def run(attempt, name):
    try:
        outcome = repr(getattr(attempt, name)())
    except Exception as error:
        outcome = type(error).__name__
    return outcome, len(multiprocessing.active_children())

def test_it(attempt, name, found):
    found.append(run(attempt, name))
"""


def programs(path: Path) -> dict[str, bool]:
    """The names of the programs in the file at ``path``, and whether each hangs."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    return {function.name: ast.get_docstring(function) == "Hangs." for function in functions}


def for_real(path: Path, names: list[str], seconds: float | None = None) -> dict[str, list[object]]:
    """What each program in the file at ``path`` does with real processes; nothing of one that hangs."""
    command = [sys.executable, "-W", "ignore", "-c", _FOR_REAL, path.stem, *names]
    environment = {**os.environ, "PYTHONPATH": str(path.parent)}
    with subprocess.Popen(  # noqa: S603  our own interpreter and programs
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            said, _ = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            said, _ = running.communicate()
    rows = [json.loads(line) for line in said.splitlines()]
    return {name: outcome for name, *outcome in rows}


def in_the_world(path: Path, name: str) -> list[list[object]]:
    """What the program does in the world, under the first schedule and some random ones.

    A sleep of 1,000 s outlasts a step of another process for real, so the clock is the one that jumps.
    """
    stage = Stage((path.name, path.read_text(encoding="utf-8")), ("suite.py", _SUITE))
    stage.world.jumping = True
    outcomes = []
    for chooser in (Follow(()), *map(Uniform, range(SEEDS))):
        found: list[tuple[str, int]] = []
        scenario = stage.scenario("test_it", ("attempt", "name", "found"), {"name": name, "found": found})
        ended = stage.world.run(scenario, chooser)
        outcomes.append(list(found[0]) if ended.kind == "passed" else [ended.kind, repr(ended.error)])
    return outcomes


FILES = sorted(PROGRAMS.glob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_ends_as_for_real(path: Path) -> None:
    """Every program that ends does so in the same way, whatever the schedule."""
    names = [name for name, hangs in programs(path).items() if not hangs]
    real = for_real(path, names)
    assert real.keys() == set(names)
    virtual = {name: in_the_world(path, name) for name in names}
    differ = {
        name: (real[name], virtual[name]) for name in names if virtual[name] != [real[name]] * (SEEDS + 1)
    }
    assert differ == {}


HANGING = [(path, name) for path in FILES for name, hangs in programs(path).items() if hangs]


@pytest.mark.parametrize(("path", "name"), HANGING, ids=lambda value: getattr(value, "stem", value))
def test_hangs_as_for_real(path: Path, name: str) -> None:
    """A program that hangs for real is a deadlock in the world."""
    assert for_real(path, [name], PATIENCE) == {}
    assert {kind for kind, _ in in_the_world(path, name)} == {"deadlock"}


def test_there_are_enough() -> None:
    """At least sixty programs, some of which hang."""
    every = [hangs for path in FILES for hangs in programs(path).values()]
    assert len(every) >= 60
    assert sum(every) >= 4
