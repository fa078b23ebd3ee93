"""Waiting for a future is one step of the world: that a future is done never changes again.

``Future.result`` in CPython takes the future's lock, looks, waits, takes the lock again. All of that comes
to the same as to wait until the future is done; and where it is done already nobody can tell when the look
came, so it is no switch point.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.explore.mirrors import of_the_library
from grader.explore.parts import TICK, order

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.explore.parts import VThread
    from grader.explore.world import World

_OPEN = frozenset({"PENDING", "RUNNING"})
_CANCELLED = frozenset({"CANCELLED", "CANCELLED_AND_NOTIFIED"})


@dataclass(frozen=True, eq=False, slots=True)
class Done:
    """The wait for a future."""

    future: Any

    def free(self, thread: VThread) -> bool:
        """Whether it is done, and whoever made it so has given its lock back."""
        return self.future._state not in _OPEN and self.future._condition._lock.holder in {None, thread}


def adapt_futures(world: World, base: Any) -> None:
    """Make the futures of the private ``concurrent.futures._base`` wait in one step."""
    for name in ("result", "exception"):
        setattr(base.Future, name, _waiting(world, base, getattr(base.Future, name)))


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
