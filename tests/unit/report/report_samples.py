"""Hand-made reports: one per verdict, and every kind of evidence at least once."""

from __future__ import annotations

from grader.verdict import (
    Bar,
    Bars,
    CheckResult,
    Gantt,
    Interleaving,
    Report,
    Span,
    StageResult,
    Step,
    Text,
    Verdict,
    Wait,
    WaitFor,
)

ROOT = "/home/ada/katas checkout"
_FILE = f"{ROOT}/katas/kata01_lost_update/attempt.py"

_CORRECT = StageResult(
    stage="correctness",
    verdict=Verdict.PASSED,
    checks=(
        CheckResult(
            check="test_adds_one",
            sentence="A counter starts at 0, and add() adds 1.",
            verdict=Verdict.PASSED,
            rests_on="real threads",
            seconds=0.01,
        ),
        CheckResult(
            check="test_refuses_text",
            sentence="add() of something that is no number raises TypeError and changes nothing.",
            verdict=Verdict.PASSED,
            rests_on="real threads",
            seconds=0.02,
        ),
    ),
    seconds=0.42,
)
_NO_BENCHMARK = StageResult(stage="benchmark", verdict=Verdict.SKIPPED, reason="a counter is not about speed")


def _step(thread: str, line: int, source: str, did: tuple[str, str, str]) -> Step:
    operation, target, value = did
    return Step(
        thread=thread, path=_FILE, line=line, source=source, operation=operation, target=target, value=value
    )


_LINE = "self._value += amount"
_REPLAY = "test_two_threads_add:4b.9a"
RACE = Interleaving(
    threads=("main", "T1", "T2"),
    steps=(
        _step("T1", 14, _LINE, ("read", "self._value", "0")),
        _step("T2", 14, _LINE, ("read", "self._value", "0")),
        _step("T2", 14, _LINE, ("write", "self._value", "1")),
        _step("T1", 14, _LINE, ("write", "self._value", "1")),
        _step("main", 19, "return self._value", ("read", "self._value", "1")),
        Step("main", "schedules.py", 20, "assert total == 11", "raise", "", "1 and 10 make 11, not 1"),
    ),
    replay=_REPLAY,
)
_LOCKS = Interleaving(
    threads=("T1", "T2"),
    steps=(
        _step("T1", 21, "with source._lock:", ("acquire", "source._lock", "")),
        _step("T2", 21, "with source._lock:", ("acquire", "source._lock", "")),
        Step(
            thread="T2",
            path=_FILE,
            line=22,
            source="with target._lock:",
            operation="wait",
            target="target._lock",
            blocked_on="T1",
        ),
        Step(
            thread="T1",
            path=_FILE,
            line=22,
            source="with target._lock:",
            operation="wait",
            target="target._lock",
            blocked_on="T2",
        ),
    ),
    replay=_REPLAY,
)
CIRCLE = WaitFor(
    waits=(
        Wait(waiter="T1", resource="lock of account B", holder="T2", where="attempt.py:22"),
        Wait(waiter="T2", resource="lock of account A", holder="T1", where="attempt.py:22"),
        Wait(waiter="main", resource="the end of T1", holder="T1", where="the check"),
        Wait(waiter="T3", resource="condition self._changed", holder="", where="attempt.py:40"),
    )
)
BARS = Bars(
    title="CPU by process",
    unit="CPU s",
    rows=(Bar("pid 1", 1.04, "4 threads"), Bar("pid 2", 0.02), Bar("pid 3", 0.0)),
)
STRIP = Gantt(
    title="When each worker worked",
    spans=(Span("worker 1", 0.0, 0.61), Span("worker 2", 0.6, 1.2), Span("worker 3", 1.19, 1.21)),
)
TRACE = Text(
    title="The stacks when the time was up",
    body="".join(f'  File "attempt.py", line {n}, in run\n' for n in range(60)) + "\x1b[31mnaïve\x07 text\t|",
)


def _report(verdict: Verdict, stages: tuple[StageResult, ...], path: str = _FILE) -> Report:
    return Report(kata="kata01_lost_update", path=path, verdict=verdict, stages=stages, seconds=1.27)


def _failed(  # noqa: PLR0913  the parts of a failure
    verdict: Verdict,
    stage: str,
    cause: str,
    *evidence: object,
    sentence: str,
    replay: str = "",
    hint: tuple[str, int] = ("", 0),
) -> Report:
    check = CheckResult(
        check="test_two_threads_add",
        sentence=sentence,
        verdict=verdict,
        cause=cause,
        evidence=evidence,  # type: ignore[arg-type]
        replay=replay,
        seconds=0.8,
        hint=hint[0],
        hint_number=hint[1],
    )
    other = CheckResult(
        check="test_value_any_time",
        sentence="value may be read at any time.",
        verdict=Verdict.PASSED,
        rests_on="every schedule with at most 2 preemptions: 312",
        seconds=0.3,
    )
    worse = CheckResult(
        check="test_three_threads_add",
        sentence="No update is lost when three threads add at the same time.",
        verdict=verdict,
        cause="Ends with 2 instead of 3.",
        seconds=0.3,
    )
    failing = StageResult(stage=stage, verdict=verdict, checks=(other, check, worse), seconds=0.85)
    before = () if stage == "correctness" else (_CORRECT,)
    return _report(verdict, (*before, failing))


_TWO = "No update is lost when two threads add at the same time."

SAMPLES: dict[str, Report] = {
    "passed": _report(
        Verdict.PASSED,
        (
            _CORRECT,
            StageResult(
                stage="schedules",
                verdict=Verdict.PASSED,
                checks=(
                    CheckResult(
                        check="test_two_threads_add",
                        sentence=_TWO,
                        verdict=Verdict.PASSED,
                        rests_on="every schedule with at most 2 preemptions: 1,204; 500 more at random",
                        seconds=0.7,
                    ),
                ),
                seconds=0.8,
            ),
            _NO_BENCHMARK,
        ),
    ),
    "wrong": _failed(
        Verdict.WRONG,
        "correctness",
        "value is 2 after add(), not 1.",
        sentence="A counter starts at 0, and add() adds 1.",
    ),
    "race": _failed(
        Verdict.RACE,
        "schedules",
        "T1 and T2 both read self._value = 0 before either wrote it back: one update is lost.",
        RACE,
        sentence=_TWO,
        replay=_REPLAY,
    ),
    "deadlock": _failed(
        Verdict.DEADLOCK,
        "schedules",
        "T1 and T2 each hold the lock that the other waits for.",
        CIRCLE,
        _LOCKS,
        sentence="Opposite transfers both end.",
        replay=_REPLAY,
        hint=("Draw who waits for whom", 2),
    ),
    "livelock": _failed(
        Verdict.LIVELOCK,
        "schedules",
        "T1 and T2 take and give back the same locks for ever.",
        Interleaving(
            threads=("T1", "T2"),
            steps=tuple(
                _step(f"T{n % 2 + 1}", 30 + n % 3, f"self._try({n})", ("call", "self._try", "False"))
                for n in range(60)
            ),
            replay=_REPLAY,
        ),
        sentence="Somebody gets on.",
        replay=_REPLAY,
    ),
    "livelock_in_rounds": _failed(
        Verdict.LIVELOCK,
        "schedules",
        "Threads run for ever and none gets on.",
        Interleaving(
            threads=("T1", "T2"),
            steps=(
                _step("T1", 20, "with self._lock:", ("acquire", "self._lock", "")),
                *(
                    _step(f"T{n % 2 + 1}", 31, "while not other.acquire(False):", ("try", "other", ""))
                    for n in range(40)
                ),
            ),
            replay=_REPLAY,
        ),
        sentence="Somebody gets on.",
        replay=_REPLAY,
    ),
    "timed_out": _failed(
        Verdict.TIMED_OUT, "correctness", "Still running after 10 s.", TRACE, sentence="scrape() ends."
    ),
    "crashed": _report(
        Verdict.CRASHED,
        (
            StageResult(
                stage="correctness",
                verdict=Verdict.CRASHED,
                reason="attempt.py:3: SyntaxError: '(' was never closed",
                seconds=0.3,
            ),
        ),
    ),
    "leaked": _failed(
        Verdict.LEAKED,
        "correctness",
        "1 thread is still alive after the call returned: Thread-7 (worker).",
        sentence="Nothing is left behind.",
    ),
    "slow": _failed(
        Verdict.SLOW,
        "benchmark",
        "Worker 1 ended before worker 2 began: one worked at a time.",
        STRIP,
        sentence="The work is shared out over the workers, which work at the same time.",
    ),
    "wrong_tool": _failed(
        Verdict.WRONG_TOOL,
        "benchmark",
        "4 threads, one process, 1.0 CPU: the GIL let one run at a time.",
        BARS,
        STRIP,
        sentence="CPU-bound work is shared out over processes.",
    ),
    "tampered": _failed(
        Verdict.TAMPERED,
        "correctness",
        "The process ended by os._exit() before it gave its results.",
        sentence="A counter starts at 0, and add() adds 1.",
    ),
    "inconclusive": _report(
        Verdict.INCONCLUSIVE,
        (
            _CORRECT,
            StageResult(
                stage="benchmark",
                verdict=Verdict.INCONCLUSIVE,
                reason="Two processes get 1.05 the CPU of one here; 1.4 is needed: try an idle machine.",
                seconds=2.0,
            ),
        ),
        path="/tmp/elsewhere/my answer.py",  # noqa: S108  a name, nothing is written
    ),
    "grader_error": _report(
        Verdict.GRADER_ERROR,
        (
            StageResult(
                stage="correctness", verdict=Verdict.GRADER_ERROR, reason="The suite cannot be imported."
            ),
        ),
    ),
}
