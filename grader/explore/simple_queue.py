"""A virtual ``_queue``: ``SimpleQueue`` is C in CPython, and one call of it one step.

A ``put`` depends on the puts before it, a ``get`` on the gets before it and on the put of its item: where
there is something to get, a put and a get can come in either order.
"""

from __future__ import annotations

import types
from collections import deque
from typing import TYPE_CHECKING, Any

from grader.explore.parts import TICK, is_known, order

if TYPE_CHECKING:
    from grader.explore.parts import VThread
    from grader.explore.world import World


class Empty(Exception):
    """``queue.Empty``."""


class SimpleQueue:
    """``queue.SimpleQueue``: in CPython one call of it is one step, so it is here."""

    world: World

    __slots__ = ("__weakref__", "_clock", "_got", "_items", "_put")

    def __init__(self) -> None:
        self._items: deque[tuple[Any, int, list[int]]] = deque()
        self._put = 0
        self._got = 0
        self._clock: list[int] = []

    __class_getitem__: Any = classmethod(types.GenericAlias)

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether there is something to get."""
        return bool(self._items)

    def _tell(self, operation: str) -> None:
        """What is done is a step that those after it may know of."""
        world = self.world
        me = world.current
        if world.multi:
            clock = self._clock
            clock += [0] * (len(me.clock) - len(clock))
            self._clock = list(map(max, clock, me.clock))
            me.clock[me.number] += 1
        world.wrote()
        world.note(operation, self)

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:  # noqa: ARG002, FBT001, FBT002
        """As ``queue.SimpleQueue.put``: never blocks."""
        world = self.world
        if world.aborting:
            return
        world.point()
        me = world.current
        me.signature = self._put = hash((me.signature, "put", self._put))
        if world.recorder is not None:
            world.came_by_chance = not is_known(me, self._clock)
        self._items.append((item, self._put, list(me.clock)))
        self._tell("put")

    def get(self, block: bool = True, timeout: float | None = None) -> Any:  # noqa: FBT001, FBT002
        """As ``queue.SimpleQueue.get``."""
        world = self.world
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if block and timeout != 0:
            deadline = None if timeout is None else world.now + max(timeout, TICK)
            got = world.point(self, deadline)
        else:
            world.point()
            got = bool(self._items)
        me = world.current
        if not got:
            me.polls += 1
            self._look("empty")
            raise Empty
        item, put, clock = self._items.popleft()
        if world.multi:
            order(me, clock)
        me.signature = self._got = hash((me.signature, "get", put, self._got))
        self._tell("get")
        return item

    def _look(self, operation: str) -> None:
        """A look at how much there is comes after all that was put and got, and changes nothing."""
        world = self.world
        me = world.current
        if world.multi:
            order(me, self._clock)
        me.signature = hash((me.signature, operation, self._put, self._got))
        world.note(operation, self)

    def put_nowait(self, item: Any) -> None:
        """As ``queue.SimpleQueue.put_nowait``."""
        self.put(item)

    def get_nowait(self) -> Any:
        """As ``queue.SimpleQueue.get_nowait``."""
        return self.get(block=False)

    def empty(self) -> bool:
        """As ``queue.SimpleQueue.empty``."""
        return not self.qsize()

    def qsize(self) -> int:
        """As ``queue.SimpleQueue.qsize``."""
        self.world.point()
        self._look("look")
        return len(self._items)


def make_queue_module(world: World) -> types.ModuleType:
    """The module ``_queue`` of ``world``."""
    module = types.ModuleType("_queue")
    Empty.__module__ = "_queue"
    queue = type("SimpleQueue", (SimpleQueue,), {"world": world, "__module__": "_queue", "__slots__": ()})
    module.__dict__.update(Empty=Empty, SimpleQueue=queue)
    return module
