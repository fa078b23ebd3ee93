"""Takes down one execution, step by step: who, where in the source, what, and the value seen.

Only the execution that is shown is recorded; the search runs without.
"""

from __future__ import annotations

import re
import reprlib
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grader.explore.futures import Done
from grader.explore.locks import InLine, Mutex, Waiter
from grader.explore.parts import Awaitable, VThread
from grader.explore.processes.pipes import Connection
from grader.explore.processes.semaphores import SemLock
from grader.explore.processes.system import VProcess
from grader.explore.processes.waits import waits_of
from grader.explore.simple_queue import SimpleQueue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

    from grader.explore.parts import Unordered
    from grader.explore.rewrite import Program
    from grader.explore.world import World

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_OURS = "grader.explore"
_SHORT = reprlib.Repr(maxstring=40, maxother=60, maxlist=8, maxdict=6, maxset=8, maxdeque=8)


@dataclass(eq=False)
class Event:
    """A step as it happened. ``key`` identifies what it touches; ``label`` the library call that made it.

    ``unordered`` says that only the primitive itself put this step after the one before it there.
    """

    world: World = field(repr=False)
    thread: str
    path: str
    line: int
    operation: str
    target: str
    key: Any
    label: str
    text: str = ""
    unordered: bool = False
    site: int | None = None

    @property
    def value(self) -> str:
        """The value read or written, as text."""
        return self.text

    @value.setter
    def value(self, value: object) -> None:
        self.text = quoted(self.world, value)


@dataclass(frozen=True)
class Blocked:
    """A thread that can never go on: what it waits for, who has that, and where it stands."""

    thread: str
    resource: str
    holder: str
    path: str
    line: int
    label: str
    why: str = ""
    daemon: bool = False


def quoted(world: World, value: object) -> str:
    """``repr(value)``, short, the same in every run, and without making steps of its own."""
    multi, world.multi, world.showing = world.multi, False, True
    try:
        return _ADDRESS.sub("", _SHORT.repr(value))
    except Exception:  # noqa: BLE001  a submission's __repr__ may fail; the report goes on
        return f"<{type(value).__name__}>"
    finally:
        world.multi, world.showing = multi, False


class Recording:
    """The world's recorder."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self._programs = {program.path: program for program in programs}
        self.sites = {number: site for program in programs for number, site in program.sites.items()}
        self.events: list[Event] = []
        self.blocked: list[Blocked] = []
        self.pairs: list[Unordered] = []
        self._names: dict[tuple[str, int], str] = {}

    def event(self, world: World, operation: str, target: object, site: int | None) -> Event:
        """Note a step of the running thread."""
        start: FrameType | None = sys._getframe(2)  # where a step is made is what we show
        if operation == "dies" and isinstance(target, VProcess) and target.main.frame is not None:
            start = target.main.frame
        frame, label = self._user_frame(start)
        path, line = (frame.f_code.co_filename, frame.f_lineno) if frame is not None else ("", 0)
        if site in self.sites:
            place = self.sites[site]
            path, line, text = place.path, place.line, place.text
        else:
            text = self._named(target, frame, world.current)
        event = Event(world, world.current.name, path, line, operation, text, target, label, site=site)
        event.unordered, world.came_by_chance = world.came_by_chance, False
        if operation == "sleep":
            event.text = f"{target:g} s"
        if world.multi:
            self.events.append(event)
        return event

    def unordered(self, pair: Unordered) -> None:
        """Note two accesses that conflict and that nothing orders."""
        self.pairs.append(pair)

    def stuck(self, world: World, blocked: Sequence[tuple[VThread, Awaitable | None]]) -> None:
        """Note who waits for what when nobody can go on."""
        for thread, want in blocked:
            frame, label = self._user_frame(sys._getframe(2) if thread is world.current else thread.frame)
            path, line = (frame.f_code.co_filename, frame.f_lineno) if frame is not None else ("", 0)
            holder = why = ""
            want = want.mutex if isinstance(want, InLine) else want  # noqa: PLW2901  what it is the line of
            between = None if world.system is None else waits_of(want, label, world.system)
            if between is not None:
                resource, holder, why = between
            elif isinstance(want, Waiter):
                resource = label or "a notification"
            elif isinstance(want, Mutex):
                resource = self._named(want, frame, thread)
                holder = "" if want.holder is None else want.holder.name
                if label and "." in label and not label.startswith(("Lock", "RLock")):
                    resource = f"{resource} (in {label})" if resource else label
            elif isinstance(want, VThread):
                resource, holder = f"the end of {want.name}", want.name
            elif isinstance(want, Done):
                resource = label
            elif isinstance(want, SimpleQueue):
                resource = label = "SimpleQueue.get"
            else:
                resource = "a change that nobody makes"
            self.blocked.append(Blocked(thread.name, resource, holder, path, line, label, why, thread.daemon))

    def stand(self, thread: VThread, frame: FrameType | None) -> tuple[FrameType | None, str]:
        """Where in the program ``thread`` stands, which is now at ``frame``; and in which library call."""
        return self._user_frame(frame or thread.frame)

    def _user_frame(self, frame: FrameType | None) -> tuple[FrameType | None, str]:
        """The innermost frame of the program, and the library call that it is in, if it is in one.

        A thread of a library's own has no such frame; then the label is where it stands in the library.
        """
        labels = [""]
        while frame is not None and frame.f_code.co_filename not in self._programs:
            module = frame.f_globals.get("__name__", "")
            if not str(module).startswith(_OURS):
                labels.append(frame.f_code.co_qualname)
            frame = frame.f_back
        return frame, labels[-1] if frame is not None else labels[min(1, len(labels) - 1)]

    def _named(self, target: object, frame: FrameType | None, thread: VThread) -> str:
        """What the source calls ``target`` where ``thread`` stands: a local, its attribute, or a global.

        Two threads may call one lock by two names, and two locks by one.
        """
        if not isinstance(target, (Mutex, SemLock, Connection, SimpleQueue)):
            if isinstance(target, tuple):  # a location that no expression of the source names
                return str(target[1])
            return target.name if isinstance(target, (VThread, VProcess)) else ""
        name = "" if frame is None else _find(target, {**frame.f_globals, **frame.f_locals})
        key = (thread.name, id(target))
        if name:
            self._names[key] = name
        unnamed = "a pipe" if isinstance(target, Connection) else "a lock"
        if isinstance(target, SimpleQueue):
            unnamed = "a queue"
        return name or self._names.get(key, unnamed)


def _find(target: object, space: dict[str, Any]) -> str:
    """The shortest path to ``target`` from the names in ``space``, at most two attributes or items deep."""
    for name, value in reversed(space.items()):
        if value is target:
            return name
    for name, value in reversed(space.items()):
        if name.startswith("__") or isinstance(value, type):
            continue
        for attribute, inner in _members(value):
            if inner is target or getattr(inner, "_lock", None) is target:
                return name if attribute == "._semlock" else f"{name}{attribute}"
    return ""


def _members(value: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    if type(value) in {list, tuple}:
        found += [(f"[{index}]", item) for index, item in enumerate(value[:20])]
    elif type(value) is dict:
        found += [(f"[{key!r}]", item) for key, item in list(value.items())[:20]]
    elif not isinstance(value, (type(sys), type(None), int, str)):
        found += [(f".{key}", item) for key, item in list(getattr(value, "__dict__", {}).items())]
        for cls in type(value).__mro__:
            slots = cls.__dict__.get("__slots__", ())
            for slot in (slots,) if isinstance(slots, str) else slots:
                mangled = f"_{cls.__name__.lstrip('_')}{slot}" if slot.startswith("__") else slot
                if mangled not in {"__dict__", "__weakref__"} and hasattr(value, mangled):
                    found.append((f".{slot}", getattr(value, mangled)))
    return found
