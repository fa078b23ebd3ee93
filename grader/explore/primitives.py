"""A virtual ``_thread``: the primitives on which the private copy of ``threading`` runs."""

from __future__ import annotations

import contextlib
import types
from collections import deque
from typing import TYPE_CHECKING, Any

from grader.explore.world import MAIN_IDENT, World

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.explore.parts import VThread

TIMEOUT_MAX = 9_000_000.0


def _check_timeout(blocking: bool, timeout: float) -> float | None:  # noqa: FBT001  as in ``_thread``
    """The time-out in seconds, or None to wait for ever; errors as CPython's."""
    if not blocking and timeout != -1:
        raise ValueError("can't specify a timeout for a non-blocking call")
    if timeout < 0 and timeout != -1:
        raise ValueError("timeout value must be a non-negative number")
    if timeout > TIMEOUT_MAX:
        raise OverflowError("timeout value is too large")
    return None if timeout == -1 else timeout


class Mutex:
    """What a lock and a re-entrant lock share: who has it, and what taking it makes known.

    A release is no switch point of its own: nobody can tell whether it came a step later, except by
    trying to take the lock without waiting for it (``tries_matter``).
    """

    world: World
    tries_matter = True

    __slots__ = ("__weakref__", "clock", "count", "holder", "signature", "since")

    def __init__(self) -> None:
        self.holder: VThread | None = None
        self.count = 0
        self.signature = 0
        self.clock: list[int] = []
        self.since: Any = None

    def __hash__(self) -> int:
        return self.world.ident_hash(self)

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether nobody has it."""
        return self.holder is None

    def _take(self, blocking: bool, timeout: float, count: int = 1) -> bool:  # noqa: FBT001
        world = self.world
        me = world.current
        if world.aborting:
            world.unwind()
        seconds = _check_timeout(blocking, timeout)
        if not world.multi and self.holder is None:
            pass
        elif blocking and seconds != 0:
            if seconds is not None:
                world.tries_seen |= self.tries_matter
            deadline = None if seconds is None else world.now + seconds
            if not world.point(self, deadline):
                world.note("time-out", self)
                return False
        else:
            world.tries_seen |= self.tries_matter
            world.point()
            if self.holder is not None:
                me.polls += 1
                me.signature = hash((me.signature, "try", self.signature))
                world.note("try", self)
                return False
        self.holder = me
        self.count = count
        if world.multi:
            order(me, self.clock)
        me.signature = self.signature = hash((me.signature, "take", self.signature))
        world.wrote()
        self.since = world.note("acquire", self)
        return True

    def _give(self) -> None:
        world = self.world
        me = world.current
        if world.release_points and world.multi:
            world.point()
        self.holder = None
        self.count = 0
        if world.multi:
            self.clock = list(me.clock)
            me.clock[me.number] += 1
        me.signature = self.signature = hash((me.signature, "give", self.signature))
        world.wrote()
        world.note("release", self)

    def _seen(self) -> None:
        """A look at the state, without taking it."""
        world = self.world
        world.tries_seen = True
        world.point()
        me = world.current
        me.signature = hash((me.signature, "look", self.signature))

    def _at_fork_reinit(self) -> None:
        self.holder = None
        self.count = 0


class Lock(Mutex):
    """``_thread.lock``."""

    __slots__ = ()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002
        """As ``threading.Lock.acquire``."""
        return self._take(blocking, timeout)

    def release(self) -> None:
        """As ``threading.Lock.release``: any thread may."""
        if self.world.aborting:
            return
        if self.holder is None:
            raise RuntimeError("release unlocked lock")
        self._give()

    def locked(self) -> bool:
        """As ``threading.Lock.locked``."""
        self._seen()
        return self.holder is not None

    def __enter__(self) -> bool:
        return self._take(blocking=True, timeout=-1)

    def __exit__(self, *_: object) -> None:
        self.release()

    def _is_owned(self) -> bool:
        """What ``Condition`` asks of its lock; CPython's finds out by trying."""
        return self.holder is not None

    acquire_lock = acquire
    release_lock = release
    locked_lock = locked


class Waiter(Lock):
    """The lock on which one call of ``Condition.wait`` blocks: born taken, given back by ``notify``.

    ``notify`` gives it back while it holds the condition's own lock, whose taking is a switch point.
    """

    tries_matter = False
    __slots__ = ()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002
        """The first call is the maker's own, and nobody else can see it."""
        if self.holder is None and self.count == 0:
            self.holder = self.world.current
            self.count = 1
            return True
        return self._take(blocking, timeout)


class RLock(Mutex):
    """``_thread.RLock``."""

    __slots__ = ()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002
        """As ``threading.RLock.acquire``."""
        if self.holder is not None and self.holder is self.world.current:
            _check_timeout(blocking, timeout)
            self.count += 1
            return True
        return self._take(blocking, timeout)

    def release(self) -> None:
        """As ``threading.RLock.release``: only the holder may."""
        world = self.world
        if world.aborting:
            return
        if self.holder is not world.current:
            raise RuntimeError("cannot release un-acquired lock")
        if self.count > 1:
            self.count -= 1
        else:
            self._give()

    def locked(self) -> bool:
        """As ``threading.RLock.locked`` (Python 3.14)."""
        self._seen()
        return self.holder is not None

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()

    def _is_owned(self) -> bool:
        return self.holder is self.world.current

    def _recursion_count(self) -> int:
        return self.count if self._is_owned() else 0

    def _release_save(self) -> tuple[int, object]:
        if self.world.aborting:
            return (1, None)
        if self.holder is None:
            raise RuntimeError("cannot release un-acquired lock")
        state = (self.count, self.holder)
        self._give()
        return state

    def _acquire_restore(self, state: tuple[int, object]) -> None:
        self._take(blocking=True, timeout=-1, count=state[0])


class Empty(Exception):
    """``queue.Empty``."""


class SimpleQueue:
    """``queue.SimpleQueue``: in CPython one call of it is one step, so it is here."""

    world: World

    __slots__ = ("__weakref__", "_clock", "_items", "_signature")

    def __init__(self) -> None:
        self._items: deque[Any] = deque()
        self._signature = 0
        self._clock: list[int] = []

    __class_getitem__: Any = classmethod(types.GenericAlias)

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether there is something to get."""
        return bool(self._items)

    def _step(self, operation: str, *, change: bool = True) -> None:
        """Order this step after all that was put, and all that comes after this step."""
        world = self.world
        me = world.current
        if world.multi:
            order(me, self._clock)
        me.signature = hash((me.signature, operation, self._signature))
        if change:
            self._signature = me.signature
            self._clock = list(me.clock)
            me.clock[me.number] += 1
            world.wrote()
        world.note(operation, self)

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:  # noqa: ARG002, FBT001, FBT002
        """As ``queue.SimpleQueue.put``: never blocks."""
        if self.world.aborting:
            return
        self.world.point()
        self._items.append(item)
        self._step("put")

    def get(self, block: bool = True, timeout: float | None = None) -> Any:  # noqa: FBT001, FBT002
        """As ``queue.SimpleQueue.get``."""
        world = self.world
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if block and timeout != 0:
            deadline = None if timeout is None else world.now + timeout
            got = world.point(self, deadline)
        else:
            world.point()
            got = bool(self._items)
        if not got:
            world.current.polls += 1
            self._step("empty", change=False)
            raise Empty
        item = self._items.popleft()
        self._step("get")
        return item

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
        self._step("look", change=False)
        return len(self._items)


def order(me: VThread, clock: list[int]) -> None:
    """What ``clock`` knows of happens before what ``me`` does now."""
    for number, when in enumerate(clock):
        me.clock[number] = max(me.clock[number], when)


def make_queue_module(world: World) -> types.ModuleType:
    """The module ``_queue`` of ``world``."""
    module = types.ModuleType("_queue")
    Empty.__module__ = "_queue"
    queue = type("SimpleQueue", (SimpleQueue,), {"world": world, "__module__": "_queue", "__slots__": ()})
    module.__dict__.update(Empty=Empty, SimpleQueue=queue)
    return module


def _make_local(world: World) -> type:
    class local:  # noqa: N801  the standard library's name
        """``threading.local`` over the world's threads."""

        def __new__(cls, /, *args: Any, **kwargs: Any) -> Any:
            if (args or kwargs) and cls.__init__ is object.__init__:
                raise TypeError("Initialization arguments are not supported")
            self = object.__new__(cls)
            object.__setattr__(self, "_local__args", (args, kwargs))
            world.current.locals[id(self)] = object.__getattribute__(self, "__dict__")
            world.keep.append(self)
            return self

        def _local__enter(self) -> None:
            mine = world.current.locals
            found = mine.get(id(self))
            if found is None:
                args, kwargs = object.__getattribute__(self, "_local__args")
                found = mine[id(self)] = {"_local__args": (args, kwargs)}
                object.__setattr__(self, "__dict__", found)
                type(self).__init__(self, *args, **kwargs)
            else:
                object.__setattr__(self, "__dict__", found)

        def __getattribute__(self, name: str) -> Any:
            local._local__enter(self)
            return object.__getattribute__(self, name)

        def __setattr__(self, name: str, value: object) -> None:
            local._local__enter(self)
            object.__setattr__(self, name, value)

        def __delattr__(self, name: str) -> None:
            local._local__enter(self)
            object.__delattr__(self, name)

    return local


def start_new_thread(world: World) -> Callable[..., int]:
    """``_thread.start_new_thread`` for ``world``."""

    def start(function: Callable[..., object], args: tuple[Any, ...], kwargs: Any = None, /) -> int:
        def body() -> None:
            with contextlib.suppress(SystemExit):
                function(*args, **(kwargs or {}))

        world.note("start", None)
        thread = world.spawn(body, f"T{len(world.threads)}", daemon=True)
        return ident(thread)

    return start


def ident(thread: VThread) -> int:
    """What ``threading.get_ident`` gives in ``thread``."""
    return MAIN_IDENT + thread.number


def make_thread_module(world: World) -> types.ModuleType:
    """The module ``_thread`` of ``world``."""
    module = types.ModuleType("_thread")
    lock = type("lock", (Lock,), {"world": world, "__module__": "_thread", "__slots__": ()})
    rlock = type("RLock", (RLock,), {"world": world, "__module__": "_thread", "__slots__": ()})
    waiter = type("lock", (Waiter,), {"world": world, "__module__": "_thread", "__slots__": ()})

    def interrupt_main(_signum: int = 2, /) -> None:
        world.outside("_thread.interrupt_main")

    def excepthook(args: Any, /) -> None:
        if args.exc_type is not SystemExit:
            error = args.exc_value if args.exc_value is not None else args.exc_type()
            world.stop("failed", error)

    class ExceptHookArgs(tuple):  # type: ignore[type-arg]
        """``_thread._ExceptHookArgs``."""

        __slots__ = ()
        exc_type = property(lambda self: self[0])
        exc_value = property(lambda self: self[1])
        exc_traceback = property(lambda self: self[2])
        thread = property(lambda self: self[3])

    members: dict[str, Any] = {
        "LockType": lock,
        "lock": lock,
        "allocate_lock": lock,
        "allocate": lock,
        "RLock": rlock,
        "_waiter": waiter,
        "_local": _make_local(world),
        "error": RuntimeError,
        "TIMEOUT_MAX": TIMEOUT_MAX,
        "get_ident": lambda: ident(world.current),
        "get_native_id": lambda: ident(world.current),
        "_get_main_thread_ident": lambda: MAIN_IDENT,
        "_is_main_interpreter": lambda: True,
        "start_new_thread": start_new_thread(world),
        "start_new": start_new_thread(world),
        "start_joinable_thread": start_new_thread(world),
        "daemon_threads_allowed": lambda: True,
        "_make_thread_handle": lambda _ident: None,
        "_ThreadHandle": lambda: None,
        "_shutdown": lambda: None,
        "_set_sentinel": lock,
        "_count": lambda: len(world.live) - 1,
        "stack_size": lambda _size=0, /: 0,
        "set_name": lambda _name, /: None,
        "exit": _exit,
        "exit_thread": _exit,
        "interrupt_main": interrupt_main,
        "_excepthook": excepthook,
        "_ExceptHookArgs": ExceptHookArgs,
    }
    module.__dict__.update(members)
    return module


def _exit() -> None:
    raise SystemExit
