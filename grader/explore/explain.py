"""From a failing execution to what a person reads: the steps, the cause in a sentence, who waits for whom."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from grader.explore.containers import CONTENTS
from grader.verdict import Step, Wait

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from grader.explore.parts import Outcome, Unordered
    from grader.explore.record import Blocked, Event, Recording
    from grader.explore.rewrite import Program

_SYNC = {
    "acquire", "release", "try", "time-out", "sleep", "spin", "put", "get", "empty", "look",
    "send", "recv", "eof", "poll", "close",
}  # fmt: skip
_OF_PROCESSES = {"exit", "kill", "dies"}
_STEPS_SHOWN = 60
_LAST_ROUNDS = 60
_FEEDING = "Queue._finalize_join"  # a process at its end, which waits for the feeder of its queue


def steps(
    events: Sequence[Event],
    programs: Sequence[Program],
    outcome: Outcome,
    where: str,
    wanted: Container[int | None] = (),
) -> tuple[Step, ...]:
    """The steps that matter: operations of primitives, and accesses to what several threads touch.

    Accesses at the sites ``wanted`` matter whoever else touches them.
    """
    lines = {program.path: program.lines for program in programs}
    shown: list[Event] = []
    contended = _contended(events)
    for event in events:
        if not event.path:
            continue
        if event.operation in {"read", "write"} and not (event.key in contended or event.site in wanted):
            continue
        if event.operation not in _SYNC | _OF_PROCESSES | {"read", "write"}:
            continue
        previous = shown[-1] if shown else None
        if previous is not None and _same_call(previous, event):
            continue
        shown.append(event)
    found = [_step(event, lines) for event in shown[-_STEPS_SHOWN:]]
    if outcome.error is not None:
        place, _, line = where.rpartition(":")
        number = int(line) if line.isdecimal() else 0
        found.append(
            Step(
                outcome.thread,
                place,
                number,
                _line(lines, place, number),
                "raise",
                "",
                _message(outcome.error),
            )
        )
    return tuple(found)


def _same_call(previous: Event, event: Event) -> bool:
    """Whether both are steps of one library call, which is shown once."""
    return (
        bool(event.label)
        and (previous.thread, previous.path, previous.line, previous.label)
        == (event.thread, event.path, event.line, event.label)
        and previous.operation in _SYNC
        and event.operation in _SYNC
    )


def _contended(events: Sequence[Event]) -> set[object]:
    readers: dict[object, set[str]] = {}
    writers: dict[object, set[str]] = {}
    for event in events:
        if event.operation in {"read", "write"}:
            readers.setdefault(event.key, set()).add(event.thread)
            if event.operation == "write":
                writers.setdefault(event.key, set()).add(event.thread)
    return {key for key, threads in readers.items() if len(threads) > 1 and writers.get(key)}


def _step(event: Event, lines: dict[str, tuple[str, ...]]) -> Step:
    operation, target = event.operation, event.target
    if event.label and operation in _SYNC and "." in event.label and operation != "sleep":
        operation, target = "call", event.label
    return Step(
        thread=event.thread,
        path=event.path,
        line=event.line,
        source=_line(lines, event.path, event.line),
        operation=operation,
        target=target,
        value=event.text,
    )


def _line(lines: dict[str, tuple[str, ...]], path: str, number: int) -> str:
    found = lines.get(path, ())
    return found[number - 1].strip() if 0 < number <= len(found) else ""


def _message(error: BaseException) -> str:
    text = str(error).strip()
    if isinstance(error, AssertionError):
        return text or "the scenario's assertion does not hold"
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def failure(outcome: Outcome, recording: Recording, submission: str) -> str:
    """The cause of a race in a sentence: the conflict in ``submission``, if any, then what was seen."""
    message = _message(outcome.error) if outcome.error is not None else ""
    accesses = [e for e in recording.events if e.operation in {"read", "write"} and e.path == submission]
    conflict = (
        _conflict(accesses) or _unordered_data(recording, submission) or _unordered_steps(recording.events)
    )
    return f"{conflict}; {message}" if conflict else message


def _unordered_data(recording: Recording, submission: str) -> str:
    """The last two accesses in ``submission`` that conflict and that nothing orders."""
    for pair in reversed(recording.pairs):
        places = [recording.sites.get(access.site) for access in pair]
        if all(place is not None and place.path == submission for place in places):
            return unordered(recording, pair)
    return ""


def unordered(recording: Recording, pair: Unordered) -> str:
    """Two accesses that nothing orders, in a sentence."""
    first, second = pair
    place, other = recording.sites[first.site], recording.sites[second.site]
    what = "it" if place.text == other.text else f"`{other.text}`"
    verbs = ["writes" if access.write else "reads" for access in pair]
    return (
        f"{first.thread} {verbs[0]} `{place.text}` at {_at_line(place.path, place.line)} and {second.thread} "
        f"{verbs[1]} {what} at {_at_line(other.path, other.line)}; nothing orders them"
    )


def accesses(recording: Recording, pair: Unordered | None, programs: Sequence[Program]) -> tuple[Step, ...]:
    """The two accesses of ``pair`` as steps."""
    lines = {program.path: program.lines for program in programs}
    found = []
    for access in pair or ():
        place = recording.sites[access.site]
        source = _line(lines, place.path, place.line)
        operation = "write" if access.write else "read"
        found.append(Step(access.thread, place.path, place.line, source, operation, place.text))
    return tuple(found)


def _unordered_steps(events: Sequence[Event]) -> str:
    """The last two turns at one primitive that could have come the other way round."""
    for at in range(len(events) - 1, -1, -1):
        event = events[at]
        if not event.unordered or not event.path:
            continue
        for before in reversed(events[:at]):
            if before.key is event.key and before.thread != event.thread and before.path:
                return (
                    f"{before.thread} comes to {_turn(before)} before {event.thread} to {_turn(event)}; "
                    f"nothing orders them"
                )
    return ""


def _turn(event: Event) -> str:
    return f"`{event.label or event.target}` ({_at_line(event.path, event.line)})"


def _at_line(path: str, line: int) -> str:
    return f"{PurePath(path).name}:{line}"


def seen(outcome: Outcome) -> str:
    """What a scenario that fails on every schedule saw."""
    return _message(outcome.error) if outcome.error is not None else ""


def _conflict(events: list[Event]) -> str:
    """The last pattern of two threads' accesses to one thing that loses or misses something."""
    contended = _contended(events)
    by_key: dict[object, list[Event]] = {}
    for event in events:
        if event.key in contended and event.thread != "main":
            by_key.setdefault(event.key, []).append(event)
    stale = ""
    for accesses in by_key.values():
        for index, first in enumerate(accesses):
            if first.operation != "read":
                continue
            for at in range(index + 1, len(accesses)):
                other = accesses[at]
                if other.thread == first.thread:
                    break
                if other.operation != "write":
                    continue
                mine = next((event for event in accesses[at + 1 :] if event.thread == first.thread), None)
                if mine is not None and mine.operation == "write":
                    return _lost(first, other, mine)
                stale = stale or (
                    f"{first.thread} read `{first.target}`{_is(first)}, then {other.thread} changed it"
                    f"{_to(other)} before {first.thread} had acted on what it read"
                )
    return stale


def _lost(read: Event, other: Event, write: Event) -> str:
    if read.key[1] == CONTENTS:  # a container: what was put in is still there, but what was seen is not true
        return (
            f"{other.thread} changed `{other.target}`{_to(other)} between {read.thread}'s look "
            f"(`{read.target}`) and its change (`{write.target}`)"
        )
    return (
        f"{other.thread} wrote `{other.target}`{_is(other)} between {read.thread}'s read{_of(read)} and "
        f"{write.thread}'s write{_of(write)}: {other.thread}'s update is lost"
    )


def _is(event: Event) -> str:
    return f" = {event.text}" if event.text else ""


def _of(event: Event) -> str:
    return f" ({event.text})" if event.text else ""


def _to(event: Event) -> str:
    return f" to {event.text}" if event.text else ""


def waits(blocked: Sequence[Blocked]) -> tuple[Wait, ...]:
    """The wait-for graph, one edge per blocked thread."""
    return tuple(
        Wait(entry.thread, entry.resource, entry.holder, _place(entry)) for entry in _essential(blocked)
    )


def _essential(blocked: Sequence[Blocked]) -> list[Blocked]:
    """Without who only waits as it should.

    That is the main thread where it waits for the others' end, as every scenario does, and none of them
    for it, and a library's own daemon that nobody waits for.
    """
    awaited = {entry.holder for entry in blocked}
    blocked = [e for e in blocked if e.path or not e.daemon or e.thread in awaited]
    others = [entry for entry in blocked if entry.thread != "main"]
    if "main" in awaited:
        return blocked
    mine = [entry for entry in blocked if entry.thread == "main"]
    if others:
        mine = [entry for entry in mine if not entry.resource.startswith("the end of")]
    return [*mine, *others]


def deadlock(blocked: Sequence[Blocked]) -> str:
    """Why nobody can go on, in a sentence: a circle of locks, a lost wake-up, a join, an empty queue."""
    entries = _essential(blocked)
    holders = {entry.thread: entry.holder for entry in entries}
    for entry in entries:
        circle = [entry.thread]
        while holders.get(circle[-1]) in holders and holders[circle[-1]] not in circle:
            circle.append(holders[circle[-1]])
        if holders.get(circle[-1]) == circle[0]:
            return _circle([next(e for e in entries if e.thread == name) for name in circle])
    return "; ".join(_alone(entry, alive=entry.holder in holders) for entry in entries) or "nobody can go on"


def livelock(recording: Recording, submission: str) -> str:
    """Where the threads that run for ever go round, and what they find there, in a sentence."""
    last: dict[str, list[Event]] = {}
    for event in recording.events[-_LAST_ROUNDS:]:
        if event.path == submission:
            last.setdefault(event.thread, []).append(event)
    parts = []
    for thread, events in sorted(last.items()):
        lines = sorted({event.line for event in events})
        round_ = f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]} to {lines[-1]}"
        taken = dict.fromkeys(event.target for event in events if event.operation == "try" and event.target)
        finds = f" and finds {' and '.join(taken)} taken" if taken else ""
        parts.append(f"{thread} goes round {round_}{finds}")
    said = "threads run for ever and none gets on, however fairly they take turns"
    return f"{said}: {'; '.join(parts)}" if parts else said


def ended(outcome: Outcome) -> str:
    """Which threads an exception had ended before the others were stuck; perhaps these waited for those."""
    return "".join(f"{thread} ended with {_named(error)}; then " for thread, error in outcome.ended)


def _named(error: BaseException) -> str:
    text = str(error).strip()
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _circle(entries: list[Blocked]) -> str:
    if len(entries) == 1:
        only = entries[0]
        return f"{only.thread} waits for {only.resource}, which it holds itself ({_at(only)})"
    parts = [f"{e.thread} waits for {e.resource}{_held(e)} ({_at(e)})" for e in entries]
    return f"a circle: {'; '.join(parts)}"


def _held(entry: Blocked) -> str:
    return "" if entry.resource.startswith("the end of") else f", which {entry.holder} holds"


def _alone(entry: Blocked, *, alive: bool) -> str:
    if entry.why:
        return f"{entry.thread} waits {entry.why} ({_at(entry)})"
    if entry.label == _FEEDING:
        what = "all that it put into its queue is in the pipe"
        return f"{entry.thread} ends only when {what}, which {entry.holder} writes"
    if entry.holder:
        has = "holds" if alive else "took and never gave back"
        return f"{entry.thread} waits for {entry.resource}, which {entry.holder} {has} ({_at(entry)})"
    kind = entry.label.rpartition(".")[0]
    reasons = {
        "Condition": "for a notify that never comes: nobody is left to send it, or it came before the wait",
        "Event": "for an event that nobody sets",
        "Queue": "at a queue that nobody fills or empties any more",
        "SimpleQueue": "at a queue that nobody fills any more",
        "Semaphore": "for a permit that nobody releases",
        "BoundedSemaphore": "for a permit that nobody releases",
        "Barrier": "at a barrier that too few threads reach",
        "Future": "for a result that never comes",
        "Executor.map.<locals>": "for a result that never comes",
    }
    reason = reasons.get(kind, f"for {entry.resource}, which nobody gives back")
    return f"{entry.thread} waits {reason} ({_at(entry)})"


def _place(entry: Blocked) -> str:
    return f"{PurePath(entry.path).name}:{entry.line}" if entry.path else ""


def _at(entry: Blocked) -> str:
    if not entry.path:
        return "in the standard library"
    return _place(entry)
