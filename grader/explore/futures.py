"""The ``concurrent.futures`` of a world: the interpreter's own source, all of it made at once.

Waiting for a future is one step of the world: that a future is done never changes again.

``Future.result`` in CPython takes the future's lock, looks, waits, takes the lock again. All of that comes
to the same as to wait until the future is done; and where it is done already nobody can tell when the look
came, so it is no switch point.
"""

from __future__ import annotations

import concurrent.futures
import itertools
import logging
import types
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.explore import outside
from grader.explore.mirrors import of_the_library
from grader.explore.parts import TICK, order

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.explore.modules import Modules
    from grader.explore.parts import VThread
    from grader.explore.world import World

FUTURES = "concurrent.futures"
BASE, THREAD = f"{FUTURES}._base", f"{FUTURES}.thread"
_OF_BASE = frozenset(name for name in vars(concurrent.futures._base) if not name.startswith("_"))
_OPEN = frozenset({"PENDING", "RUNNING"})
_CANCELLED = frozenset({"CANCELLED", "CANCELLED_AND_NOTIFIED"})


@dataclass(frozen=True, eq=False, slots=True)
class Done:
    """The wait for a future."""

    future: Any

    def free(self, thread: VThread) -> bool:
        """Whether it is done, and whoever made it so has given its lock back."""
        return self.future._state not in _OPEN and self.future._condition._lock.holder in {None, thread}


class Futures:
    """Makes the package ``concurrent.futures`` of ``image``."""

    def __init__(self, world: World, image: Modules) -> None:
        self._world = world
        self._image = image

    def make(self) -> None:
        """Make all of it."""
        image = self._image
        top, futures = types.ModuleType("concurrent"), types.ModuleType(FUTURES)
        image.add("concurrent", top)
        image.add(FUTURES, futures)
        base = image.execute(BASE, self._importing, package=FUTURES)
        for name in ("result", "exception"):
            setattr(base.Future, name, _waiting(self._world, base, getattr(base.Future, name)))
        # ``__all__`` leaves out some of what can be imported, before 3.13
        eager = {name: vars(base)[name] for name in vars(concurrent.futures).keys() & _OF_BASE}
        futures.__dict__.update(eager, _base=base)
        thread = image.execute(THREAD, image.importing, package=FUTURES)
        futures.__dict__.update(thread=thread, ThreadPoolExecutor=vars(thread)["ThreadPoolExecutor"])
        top.__dict__["futures"] = futures
        futures.__getattr__ = self._later  # type: ignore[method-assign]
        if "InterpreterPoolExecutor" in concurrent.futures.__all__:
            name = "InterpreterPoolExecutor"
            setattr(futures, name, outside.Absent(self._world, f"{FUTURES}.{name}"))

    def _importing(self, name: str, *arguments: Any, **options: Any) -> Any:
        """As the image imports, but that whatever ends a worker, an unwinding included, is not reported."""
        if name != "logging":
            return self._image.importing(name, *arguments, **options)
        return types.SimpleNamespace(getLogger=_silent, StreamHandler=logging.NullHandler)

    def _later(self, name: str) -> Any:
        if name != "ProcessPoolExecutor":
            raise AttributeError(f"module 'concurrent.futures' has no attribute {name!r}")
        return self._image.find(f"{FUTURES}.process").ProcessPoolExecutor


def _silent(name: str) -> logging.Logger:
    return logging.Logger(name, logging.CRITICAL + 1)  # noqa: LOG001  nobody else's


def begin_pool(thread: Any, lock: Any) -> None:
    """Let the private ``concurrent.futures.thread`` forget the pools of the last execution."""
    thread._global_shutdown_lock = lock
    thread._threads_queues.clear()
    thread._shutdown = False
    thread.ThreadPoolExecutor._counter = itertools.count().__next__


def _waiting(world: World, base: Any, original: Any) -> Callable[..., Any]:
    wants_result = original.__name__ == "result"
    # the function is given other globals
    wait_for, cancelled, comes_after, tick = (
        Done,
        _CANCELLED,
        order,
        TICK,
    )

    def wait(self: Any, timeout: float | None = None) -> Any:
        if not world.multi:
            return original(self, timeout)
        done = wait_for(self)
        me = world.current
        if not done.free(me):
            if timeout is not None and timeout <= 0:
                world.point()
                ready = done.free(me)
                me.polls += not ready
            else:
                ready = world.point(done, None if timeout is None else world.now + max(timeout, tick))
            if not ready:
                raise base.TimeoutError
        lock = self._condition._lock
        comes_after(me, lock.clock)
        me.signature = hash((me.signature, "done", lock.signature))
        world.note("look", lock)
        if self._state in cancelled:
            raise base.CancelledError
        return self._Future__get_result() if wants_result else self._exception

    return of_the_library(wait, original)  # type: ignore[no-any-return]
