"""The stage ``schedules``: every check of the suite is a scenario, run by the explorer in its own world.

pytest collects the suite for the names, the sentences and the parameters; the code that runs is the
explorer's own rewritten copy. The fixtures below only tell pytest that they exist.
"""

from __future__ import annotations

import traceback
from importlib.util import decode_source
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.explore import explain
from grader.explore.processes.system import MemoryLeft
from grader.explore.record import Recording
from grader.explore.scenario import MAY_CHECKS, Stage
from grader.explore.schedule import Schedule
from grader.explore.search import Found, Limits, Search, SoFar
from grader.explore.strategies import Follow
from grader.verdict import CheckResult, Interleaving, Text, Verdict, WaitFor
from grader.worker.findings import hand_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.explore.parts import Outcome
    from grader.protocol import Job
    from grader.verdict import Evidence
    from grader.worker.channel import Channel

_FIXTURES = frozenset({"attempt", "together", "witness", "overlap", "step_wall_clock"})
_NAMED = {
    "unordered": Verdict.RACE,
    "deadlock": Verdict.DEADLOCK,
    "livelock": Verdict.LIVELOCK,
    "leaked": Verdict.LEAKED,
    "unsupported": Verdict.INCONCLUSIVE,
}


class Schedules:
    """Runs each check under the explorer and hands over what it found."""

    def __init__(self, job: Job, channel: Channel) -> None:
        self._job = job
        self._channel = channel
        self._stage: Stage | None = None
        self._suite = decode_source(Path(job.suite).read_bytes())  # later it may not be read any more

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the marker known."""
        config.addinivalue_line(
            "markers",
            "explore(clock, bound, least, schedules, seconds, handover, deaths, free_threaded): how to look",
        )

    @pytest.fixture
    def attempt(self) -> None:
        """Stand for the submission; the explorer gives the real one."""

    @pytest.fixture
    def together(self) -> None:
        """Stand for: run functions in threads of their own, join all."""

    @pytest.fixture
    def witness(self) -> None:
        """Stand for: some schedule must come here."""

    @pytest.fixture
    def overlap(self) -> None:
        """Stand for: the second function can run while the first is stopped on its way."""

    @pytest.fixture
    def step_wall_clock(self) -> None:
        """Stand for: set the wall clock ahead or back by seconds."""

    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool:
        """Search the schedules of one check; what fails outside of the program is our own fault."""
        try:
            result = self._search(pyfuncitem)
        except Exception as error:  # noqa: BLE001  never blamed on the learner
            body = traceback.format_exc()
            result = _result(
                Verdict.GRADER_ERROR, f"the explorer failed: {error!r}", (Text("Traceback", body),)
            )
        hand_over(pyfuncitem, result)
        return True

    def _search(self, item: pytest.Function) -> CheckResult:
        try:
            stage = self._loaded()
        except SyntaxError as error:
            return _result(Verdict.CRASHED, f"{Path(error.filename or '').name}:{error.lineno}: {error.msg}")
        except (LookupError, UnicodeError) as error:  # as importing it would
            return _result(Verdict.CRASHED, f"{Path(self._job.submission).name}:1: {error}")
        return self._explore(stage, item)

    def _explore(self, stage: Stage, item: pytest.Function) -> CheckResult:
        scenario, limits = self._prepared(stage, item)
        replay = str(self._job.options.get("replay", ""))
        if replay:
            return self._replayed(stage, scenario, item.name, replay.rpartition(":")[2])

        def tell(sofar: SoFar) -> None:
            text = f"{sofar.executions:,} schedules, at most {sofar.bound} preemptions"
            self._channel.progress(
                item.name, text, schedules=sofar.executions, bound=sofar.bound, left=sofar.left
            )

        search = Search(stage.world, scenario, limits, tell)
        return self._judged(stage, scenario, search.run(), limits, item.name)

    def _prepared(self, stage: Stage, item: pytest.Function) -> tuple[Callable[[], None], Limits]:
        """The check as a program, and how far to search; the world is what the check asks for."""
        arguments = tuple(item._fixtureinfo.argnames)  # noqa: SLF001  pytest has no public name for it
        values = {name: item.funcargs[name] for name in arguments if name not in _FIXTURES}
        scenario = stage.scenario(item.originalname, arguments, values)
        limits = self._limits(item, may=bool(MAY_CHECKS & set(arguments)))
        limits.ask(stage.world)
        return scenario, limits

    def _loaded(self) -> Stage:
        if self._stage is None:
            submission, suite = Path(self._job.submission), Path(self._job.suite)
            self._stage = Stage(
                (submission.name, decode_source(submission.read_bytes())),
                (suite.name, self._suite),
            )
        return self._stage

    def _limits(self, item: pytest.Function, *, may: bool) -> Limits:
        marker = item.get_closest_marker("explore")
        given: dict[str, Any] = {**self._job.limits, **(marker.kwargs if marker else {})}
        extended = 6.0 if self._job.options.get("extended") else 1.0
        return Limits(
            bound=int(given.get("bound", 2)),
            least=given.get("least"),
            schedules=int(given.get("schedules", 2_000)),
            seconds=float(given.get("seconds", 20.0)) * extended,
            jumping=given.get("clock", "free") == "jumping",
            fifo=given.get("handover") == "fifo",
            deaths=int(given.get("deaths", 0)),
            free_threaded=bool(given.get("free_threaded", False)),
            may=may,
            seed=int(self._job.options.get("seed", 0)),
        )

    def _judged(self, stage: Stage, scenario: Any, found: Found, limits: Limits, check: str) -> CheckResult:
        if found.outcome is not None and found.outcome.kind == "unsupported":
            name = str(found.outcome.error)
            outside: Any = self._job.limits.get("outside", ())
            if name.startswith(tuple(outside)):
                cause = f"the explorer cannot follow `{name}`, which is a right way; the other stages decide"
                return _result(Verdict.SKIPPED, cause)
        if found.outcome is not None and found.schedule is not None:
            return _failed(stage, scenario, found, check)
        if found.reason:
            return _result(Verdict.INCONCLUSIVE, found.reason)
        explored = _explored(found)
        if limits.may and not found.witnessed:
            cause = f"what must be possible never happens: {explored}"
            return _result(Verdict.WRONG, cause)
        if found.witnessed:
            explored = f"seen to be possible, in schedule {found.executions:,}"
        return CheckResult(check="", sentence="", verdict=Verdict.PASSED, rests_on=explored)

    def _replayed(self, stage: Stage, scenario: Any, check: str, text: str) -> CheckResult:
        try:
            schedule = Schedule.parse(text)
        except ValueError as error:
            return _result(Verdict.INCONCLUSIVE, str(error))
        outcome, recording, follow = _recorded(stage, scenario, schedule)
        if follow.used != len(schedule.departures):
            return _result(
                Verdict.INCONCLUSIVE,
                "this schedule does not fit the submission: it has changed since; check it again",
            )
        if outcome.kind in {"passed", "witnessed"}:
            return CheckResult(
                check="",
                sentence="",
                verdict=Verdict.PASSED,
                rests_on="this one schedule, which does not fail",
            )
        return shown(stage, outcome, recording, f"{check}:{schedule}", always=False)


def _explored(found: Found) -> str:
    if found.complete:
        return f"every schedule: {found.executions:,}"
    bound = found.bound
    more = found.executions - found.within
    if bound < 0:
        text = f"{more:,} schedules, which are not all without a preemption"
    else:
        text = f"every schedule with at most {bound} preemption{'s' if bound != 1 else ''}: {found.within:,}"
        text += f"; {more:,} with one more" if more else ""
    if found.cut:
        text += f" ({found.cut:,} of them endless, and ended by taking fair turns)"
    return f"{text}; {found.wandered:,} more at random" if found.wandered else text


def _result(
    verdict: Verdict, cause: str, evidence: tuple[Evidence, ...] = (), replay: str = ""
) -> CheckResult:
    return CheckResult(check="", sentence="", verdict=verdict, cause=cause, evidence=evidence, replay=replay)


def _recorded(stage: Stage, scenario: Any, schedule: Schedule) -> tuple[Outcome, Recording, Follow]:
    """Play ``schedule`` again and take everything down."""
    world = stage.world
    world.promoted, world.release_points = set(schedule.promoted), schedule.release_points
    recording = Recording(stage.programs)
    follow = Follow(schedule.departures)
    world.recorder = recording
    try:
        outcome = world.run(scenario, follow)
    finally:
        world.recorder = None
    return outcome, recording, follow


def _failed(stage: Stage, scenario: Any, found: Found, check: str) -> CheckResult:
    """What the failing schedule that was found shows when it is played again."""
    assert found.outcome is not None and found.schedule is not None  # noqa: S101, PT018  the caller looked
    outcome, recording, _ = _recorded(stage, scenario, found.schedule)
    if _is_ours(outcome.error):
        body = "".join(traceback.format_exception(outcome.error))
        return _result(Verdict.GRADER_ERROR, "the explorer failed", (Text("Traceback", body),))
    if outcome.kind != found.outcome.kind:
        return _result(Verdict.INCONCLUSIVE, "the program does not repeat itself under one schedule")
    return shown(stage, outcome, recording, f"{check}:{found.schedule}", always=found.always)


def shown(stage: Stage, outcome: Outcome, recording: Recording, replay: str, *, always: bool) -> CheckResult:
    """A failing execution with its verdict, its cause and the evidence."""
    where = place_of(outcome, stage)
    evidence: list[Evidence] = []
    if outcome.kind == "failed":
        verdict = Verdict.WRONG if always else Verdict.RACE
        said = explain.seen(outcome)
        cause = said if always else explain.failure(outcome, recording, stage.submission.path)
        cause = _todo(outcome, where) or cause
    else:
        verdict = _NAMED[outcome.kind]
        cause = _cause(outcome, recording, stage, where)
        if recording.blocked:
            evidence.append(WaitFor(explain.waits(recording.blocked)))
    steps = explain.steps(recording.events, stage.programs, outcome, where)
    threads = tuple(
        sorted({step.thread for step in steps}, key=lambda name: (name != "main", len(name), name))
    )
    if len(threads) > 1 or outcome.kind != "failed":
        pair = explain.accesses(recording, outcome.unordered, stage.programs)
        evidence.insert(0, Interleaving(threads, steps, replay, pair))
    if outcome.error is not None and not isinstance(outcome.error, AssertionError):
        evidence.append(Text("Traceback", _traceback(outcome.error, stage)))
    return _result(verdict, cause, tuple(evidence), replay)


def _cause(outcome: Outcome, recording: Recording, stage: Stage, where: str) -> str:
    if outcome.kind == "unsupported":
        at = f" ({where})" if where else ""
        return f"the explorer cannot follow `{outcome.error}`{at}; the other stages can"
    if outcome.unordered is not None:
        return f"{explain.unordered(recording, outcome.unordered)}: a data race where there is no GIL"
    if outcome.kind == "livelock":
        return explain.livelock(recording, stage.submission.path)
    if isinstance(outcome.error, MemoryLeft):
        return f"left behind when all calls had returned: shared memory that nobody unlinked, {outcome.error}"
    text = explain.ended(outcome) + explain.deadlock(recording.blocked)
    return f"left behind when all calls had returned: {text}" if outcome.kind == "leaked" else text


def _is_ours(error: BaseException | None) -> bool:
    """Whether a mistake in our own hooks raised this: no program can make one of their names unknown."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)] if error is not None else []
    module = str(frames[-1].f_globals.get("__name__", "")) if frames else ""
    return isinstance(error, (NameError, AssertionError)) and module.startswith("grader.explore.")


def _todo(outcome: Outcome, where: str) -> str:
    if isinstance(outcome.error, NotImplementedError):
        return f"a TODO is not written yet ({where})"
    return ""


def place_of(outcome: Outcome, stage: Stage) -> str:
    """Path and line where the exception that ended an execution left the program, if one did."""
    paths = {program.path for program in stage.programs}
    found = ""
    if outcome.error is not None:
        for frame, line in traceback.walk_tb(outcome.error.__traceback__):
            if frame.f_code.co_filename in paths:
                found = f"{frame.f_code.co_filename}:{line}"
    return found


def _traceback(error: BaseException, stage: Stage) -> str:
    """The learner's own frames, innermost last."""
    lines = {program.path: program.lines for program in (stage.submission,)}
    shown = []
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = frame.f_code.co_filename
        if path in lines:
            shown.append(f"{path}:{line} in {frame.f_code.co_name}\n    {lines[path][line - 1].strip()}")
    return "\n".join([*shown, f"{type(error).__name__}: {error}"])


def plugin(job: Job, channel: Channel) -> Any:
    """Make the stage's pytest plugin."""
    return Schedules(job, channel)
