"""What a blocked thread waits for where processes talk, in words, and who could help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from grader.explore.processes.pipes import AnyOf, Connection, Drained, Room, Stream, Whole
from grader.explore.processes.semaphores import Semaphore
from grader.explore.processes.system import Others, VProcess

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.explore.processes.system import System


class Waits(NamedTuple):
    """``resource`` is what is waited for, ``holder`` the thread that has it, ``why`` completes "T1 waits"."""

    resource: str
    holder: str
    why: str = ""


def waits_of(want: object, label: str, system: System) -> Waits | None:
    """What ``want`` means; None if it is none of this package's."""
    meaning = _MEANINGS.get(type(want))
    return None if meaning is None else meaning(want, label, system)


def _end(process: VProcess, _label: str, _system: System) -> Waits:
    return Waits(f"{process.name} to end", process.name, f"for {process.name} to end")


def _others(_others: Others, _label: str, _system: System) -> Waits:
    return Waits("the end of the other threads of its process", "")


def _semaphore(semaphore: Semaphore, label: str, _system: System) -> Waits:
    if label.startswith("Condition"):
        why = "for a notify that never comes: nobody is left to send it, or it came before the wait"
        return Waits("a notification", "", why)
    if label.startswith("Event"):
        return Waits("an event", "", "for an event that nobody sets")
    if label.startswith("Barrier"):
        return Waits("a barrier", "", "at a barrier that too few reach")
    if semaphore.holder is None:
        return Waits("a permit", "", "for a permit that nobody releases")
    return Waits("a lock between processes", semaphore.holder.name)


def _message(stream: Stream, _label: str, system: System) -> Waits:
    writers = _has(_open(stream, system, incoming=False))
    why = f"for a message that nobody sends; it sees no end, since {writers} the sending end open"
    return Waits("a message", "", why)


def _room(want: Room | Drained, _label: str, system: System) -> Waits:
    readers = _has(_open(want.stream, system, incoming=True))
    why = f"for room in a pipe that is full; {readers} the receiving end open, and nobody receives"
    return Waits("room in the pipe", "", why)


def _rest(_whole: Whole, _label: str, _system: System) -> Waits:
    return Waits("the rest of a message", "", "for the rest of a message, which its sender never sends")


def _any(_any_of: AnyOf, _label: str, _system: System) -> Waits:
    return Waits("any of several", "", "for any of several ends, and none ever has anything to give")


def _open(stream: Stream, system: System, *, incoming: bool) -> list[str]:
    found = []
    for process in system.processes:
        for descriptor in process.open.values():
            if isinstance(descriptor, Connection) and descriptor.has(stream, incoming=incoming):
                found.append(process.name)
                break
    return found


def _has(names: list[str]) -> str:
    if not names:
        return "a process that is being started has"
    return " and ".join(names) + (" has" if len(names) == 1 else " have")


_MEANINGS: dict[type, Callable[[Any, str, System], Waits]] = {
    VProcess: _end,
    Others: _others,
    Semaphore: _semaphore,
    Stream: _message,
    Room: _room,
    Drained: _room,
    Whole: _rest,
    AnyOf: _any,
}
