"""One worker's run, from its start to what ended it.

A worker that ends before it is done has crashed the check it was in; one that does not get on has its
stacks taken; one that takes too much of the machine is stopped.
"""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from grader.errors import Stopped
from grader.protocol import LINE_CLOSED, OWN_FAULT, Job
from grader.sandbox import stacks
from grader.sandbox.hearing import Forged, Hearing
from grader.sandbox.patience import Hang, Patience
from grader.sandbox.worker import Flooded, Limits, Worker
from grader.verdict import Evidence, Text, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from grader.protocol import Progress
    from grader.sandbox.room import Room

_COLLECTING = 60.0
_BETWEEN = 10.0
_LEFTOVERS = 1.5  # the worker gives threads and processes a second to go
_STRAYS = 1.0
_LONGEST_COMMAND = 60
_SECONDS = {"correctness": 10.0, "schedules": 20.0, "benchmark": 60.0}
# stages that budget their own time and say how far they are: silence beyond this is a hang
_SILENCE = {"schedules": (2.0, 15.0), "benchmark": (2.0, 30.0)}


@dataclass(frozen=True)
class Task:
    """What a stage asks of each of its workers.

    ``shown`` is the path that the learner knows; ``stopped`` says whether it has been called off. With
    ``exitfirst``, a run ends with the first check that fails.
    """

    stage: str
    suite: Path
    source: bytes
    shown: Path
    kata: str
    solutions: Path
    limits: dict[str, Any]
    options: dict[str, float | int | str | bool]
    exitfirst: bool
    tell: Callable[[Progress], None]
    stopped: Callable[[], bool]


@dataclass(frozen=True)
class Ending:
    """How a run ended: ``verdict`` is None where it ended as it should, or as soon as a check had failed."""

    verdict: Verdict | None
    cause: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What a run proved, how it ended, and what was written during the check that failed first, or in all."""

    heard: Hearing
    ending: Ending
    printed: str
    errors: str


def carry_out(task: Task, checks: tuple[str, ...], *, before: int = 0) -> Outcome:
    """Run ``checks`` (none: all) in a worker of their own, to its end or ours.

    Raises:
        Stopped: the task was called off; its worker is gone.
    """
    hearing = Hearing(checks, task.tell, stage=task.stage, before=before, exitfirst=task.exitfirst)
    named = {"memory_mib", "processes", "disk_mib"} & task.limits.keys()
    limits = Limits(**{name: int(task.limits[name]) for name in named})

    def job(room: Room) -> bytes:
        return msgspec.json.encode(
            Job(
                stage=task.stage,
                token=hearing.token,
                suite=str(task.suite.resolve()),
                submission=str(room.submission),
                kata=task.kata,
                solutions=str(task.solutions.resolve()),
                checks=checks,
                limits=task.limits,
                options=task.options,
            )
        )

    with Worker(
        job,
        source=task.source,
        shown=str(task.shown),
        suites=task.suite.resolve().parent,
        fixed_hashes=task.stage == "schedules",
    ) as worker:
        ending = _listen(task, hearing, worker, limits)
        if hearing.done and ending.verdict is None:
            _strays(hearing, worker)
        files = zip((worker.output, worker.errors), hearing.during(hearing.blamed()), strict=True)
        printed, errors = (worker.room.known_text(file.text(part)).strip() for file, part in files)
    return Outcome(hearing, ending, printed, errors)


def _listen(task: Task, hearing: Hearing, worker: Worker, limits: Limits) -> Ending:
    patience = Patience(worker.tree, _allowed(task, hearing), hearing.since)
    while True:
        try:
            lines = worker.receive()
            ended = worker.ended()
            lines += worker.last() if ended else []
            if task.stopped():  # asked after the wait: who asks may want to know how long that was
                raise Stopped("the check was called off")
            during = hearing.running
            for line in lines:
                hearing.take(line)
                during = during or hearing.running
        except Flooded:
            return _tampered("more was written to the grader's results than a worker sends")
        except Forged as forged:
            return _tampered(str(forged))
        if hearing.over or ended:
            return _ended(task, hearing, worker)
        now = time.monotonic()
        if lines:
            patience = Patience(worker.tree, _allowed(task, hearing), now)
        # after each message, so that whoever hides from the worker is charged to the right check
        pids = worker.look(during or hearing.latest, now=bool(lines))
        excess = limits.excess(worker.tree, pids, worker.room)
        if excess:
            worker.tree.freeze()
            return Ending(Verdict.CRASHED, f"it {excess}")
        hang = patience.look(pids, now)
        if hang is not None:
            return _hung(task, hearing, worker, hang)


def _allowed(task: Task, hearing: Hearing) -> float:
    """Seconds until the next message is overdue."""
    if not hearing.collected:
        return _COLLECTING
    if not hearing.running:
        return _BETWEEN
    seconds = float(task.limits.get("seconds", _SECONDS[task.stage]))
    if task.stage in _SILENCE:
        factor, more = _SILENCE[task.stage]
        return seconds * factor * (10 if task.options.get("extended") else 1) + more
    return seconds if hearing.importing else seconds + _LEFTOVERS


def _tampered(why: str) -> Ending:
    return Ending(Verdict.TAMPERED, f"{why}; a submission has no business there")


def _ended(task: Task, hearing: Hearing, worker: Worker) -> Ending:
    """Judge the end of the worker's line: as it should be, or a crash of the running check."""
    if hearing.over:
        return Ending(None)
    status = worker.status()
    errors = worker.room.known_text(worker.errors.text()).strip()
    evidence = _last_words(task, worker, errors)
    if not hearing.collected or (status == OWN_FAULT and "grader.worker failed" in errors):
        cause = f"the worker of stage {task.stage} failed: {_death(status)}\n{errors}"
        return Ending(Verdict.GRADER_ERROR, cause, evidence)
    if hearing.importing:
        during = "while the submission was being imported"
    elif hearing.running:
        during = f"while `{hearing.running}` was running"
    else:
        during = f"after `{hearing.latest}`" if hearing.latest else "before the first check"
    if status in {None, LINE_CLOSED}:
        return Ending(
            Verdict.CRASHED, f"the process closed descriptors that are not its own {during}", evidence
        )
    return Ending(Verdict.CRASHED, f"{_death(status)} {during}", evidence)


def _last_words(task: Task, worker: Worker, errors: str) -> tuple[Evidence, ...]:
    """Show the stacks that a fatal signal left, else what was written to stderr."""
    copy = str(worker.room.submission)
    found = stacks.parse(worker.errors.text(), "the check's process")
    if found:
        body = stacks.show(found, copy, str(task.suite.resolve().parent))
        return (Text("where everybody was", worker.room.known_text(body)),)
    return (Text("what was written to stderr", errors),) if errors else ()


def _hung(task: Task, hearing: Hearing, worker: Worker, hang: Hang) -> Ending:
    """Show where a check hangs, and name the hang."""
    seconds = f"{_SECONDS[task.stage] if 'seconds' not in task.limits else task.limits['seconds']} s"
    copy = str(worker.room.submission)
    said = worker.room.known_text(worker.errors.text()).strip()
    found = stacks.dump(worker.tree, worker.errors)
    body = worker.room.known_text(stacks.show(found, copy, str(task.suite.resolve().parent)))
    evidence = (Text("where everybody was", body),) if body else ()
    if said:
        evidence = (*evidence, Text("what was written to stderr", said))
    if not hearing.collected or not hearing.running:
        return Ending(Verdict.GRADER_ERROR, f"the worker hung outside of the checks\n{body}", evidence)
    where = worker.room.known_text(stacks.cause(found, copy))
    at = f": {where}" if where else ""
    if hang is Hang.STARVED:
        cause = f"this machine let the check run too little to decide within {seconds}{at}"
        return Ending(Verdict.INCONCLUSIVE, cause, evidence)
    if hang is Hang.DEADLOCK and task.stage == "schedules":
        return Ending(Verdict.INCONCLUSIVE, f"a call blocks out of the explorer's sight{at}", evidence)
    if hang is Hang.DEADLOCK:
        return Ending(Verdict.DEADLOCK, f"nobody can go on, every thread waits for ever{at}", evidence)
    what = "importing the submission" if hearing.importing else "the check"
    return Ending(Verdict.TIMED_OUT, f"{what} did not end within {seconds}{at}", evidence)


def _strays(hearing: Hearing, worker: Worker) -> None:
    """Find what outlived the worker and its second of grace, and say that a check leaked it."""
    worker.status()
    tree, end = worker.tree, time.monotonic() + _STRAYS
    while True:
        strays = [pid for pid in tree.look_everywhere() if pid != tree.root and not tree.is_helper(pid)]
        if not (strays or tree.suspects) or time.monotonic() > end:
            break
        time.sleep(0.02)
    for pid in strays:
        name = tree.during(pid) or hearing.latest
        result = hearing.results.get(name)
        if result is not None and result.verdict is Verdict.PASSED:
            command = tree.table.command(pid)
            kind = "forked" if "grader.worker" in command else " ".join(command.split())[:_LONGEST_COMMAND]
            cause = f"left behind: process {pid} ({kind}), which outlived the one that started it"
            hearing.results[name] = replace(result, verdict=Verdict.LEAKED, cause=cause)


def _death(status: int | None) -> str:
    """Say in words how a process ended."""
    if status is None:
        return "the process did not end"
    if status < 0:
        try:
            name = signal.Signals(-status).name
        except ValueError:
            name = f"signal {-status}"
        return f"the process was killed by {name}"
    return f"the process ended itself with exit code {status}"
