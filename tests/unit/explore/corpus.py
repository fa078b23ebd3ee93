"""The programs of ``tests/unit/programs``: what each must be found to be, and what the explorer finds."""

from __future__ import annotations

import ast
import json
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from grader.explore import explain
from grader.explore.record import Recording
from grader.explore.scenario import MAY_CHECKS, Stage
from grader.explore.schedule import Schedule
from grader.explore.search import Found, Limits, Search
from grader.explore.strategies import Follow

PROGRAMS = Path(__file__).parents[1] / "programs"
_EXPECT = re.compile(r"^# expect: (.+)$", re.MULTILINE)
_SINCE = re.compile(r"^# since: Python 3\.(\d+)$", re.MULTILINE)
_MARK = re.compile(r"mark\.explore\((.*)\)")
_NUMBER = re.compile(r"\b(bound|deaths)=(\d+)")


@dataclass(frozen=True)
class Program:
    """One small program: ``expected`` are the verdicts that are true of it."""

    path: Path
    source: str
    expected: frozenset[str]

    @property
    def name(self) -> str:
        """Topic and name, as in ``locks/left_then_right``."""
        return self.path.relative_to(PROGRAMS).with_suffix("").as_posix()

    @property
    def is_right(self) -> bool:
        """Whether nothing must be found."""
        return self.expected == {"passed"}


@dataclass(frozen=True)
class Result:
    """What a search found of a program: ``replayed`` is what its schedule gives when it is played again."""

    verdict: str
    schedule: str
    executions: int
    reason: str
    replayed: str
    steps: tuple[str, ...]


def programs() -> list[Program]:
    """Every program that this Python can run, by name."""
    found = []
    for path in sorted(PROGRAMS.glob("*/*.py")):
        source = path.read_text(encoding="utf-8")
        since = _SINCE.search(source)
        if since is not None and sys.version_info < (3, int(since[1])):
            continue
        match = _EXPECT.search(source)
        assert match is not None, f"{path}: no line '# expect: verdict'"
        found.append(Program(path, source, frozenset(match[1].split(" | "))))
    return found


def test_of(program: Program) -> tuple[str, tuple[str, ...]]:
    """The test function of ``program``: its name, and the fixtures that it asks for."""
    function = next(
        node
        for node in ast.parse(program.source).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
    return function.name, tuple(argument.arg for argument in function.args.args)


def marked(program: Program) -> Limits:
    """How far, and under which clock and hand-over, ``program`` asks to be searched."""
    mark = _MARK.search(program.source)
    asked = mark[1] if mark else ""
    return Limits(
        jumping='clock="jumping"' in asked,
        fifo='handover="fifo"' in asked,
        **{name: int(number) for name, number in _NUMBER.findall(asked)},
        free_threaded="free_threaded=True" in asked,
    )


def judge(program: Program, seed: int = 0, wander: int = 30) -> Result:
    """Search the schedules of ``program``, and play again the one that fails."""
    stage = Stage(("attempt.py", ""), (program.path.name, program.source))
    name, arguments = test_of(program)
    scenario = stage.scenario(name, arguments, {})
    may = bool(MAY_CHECKS & set(arguments))
    limits = replace(marked(program), wander=wander, may=may, seed=seed)
    found = Search(stage.world, scenario, limits).run()
    if found.outcome is None or found.schedule is None:
        return Result(_verdict(found, may=may), "", found.executions, found.reason, "", ())
    schedule = Schedule.parse(str(found.schedule))
    stage.world.promoted, stage.world.release_points = set(schedule.promoted), schedule.release_points
    stage.world.recorder = recording = Recording(stage.programs)
    again = stage.world.run(scenario, Follow(schedule.departures))
    stage.world.recorder = None
    steps = explain.steps(recording.events, stage.programs, again, "")
    told = tuple(f"{step.thread} {step.line} {step.operation} {step.target} {step.value}" for step in steps)
    return Result(_verdict(found, may=may), str(schedule), found.executions, found.reason, again.kind, told)


def _verdict(found: Found, *, may: bool) -> str:
    if found.outcome is not None:
        if found.outcome.kind == "failed":
            return "wrong" if found.always else "race"
        return "race" if found.outcome.kind == "unordered" else found.outcome.kind
    if found.reason:
        return "inconclusive"
    return "wrong" if may and not found.witnessed else "passed"


def main() -> None:
    """Print what is found of the programs named, or of all, one line of JSON each."""
    wanted = set(sys.argv[1:])
    for program in programs():
        if not wanted or program.name in wanted:
            result = judge(program)
            sys.stdout.write(json.dumps([program.name, vars(result)]) + "\n")


if __name__ == "__main__":
    main()
