"""Where the private ``threading`` shakes hands with the interpreter, it does so with the world instead."""

from __future__ import annotations

import contextvars
import sys
from typing import TYPE_CHECKING, Any

from grader.explore.fifo import adapt_hand_over
from grader.explore.parts import TICK, order
from grader.explore.primitives import Handle, name_of_next
from grader.explore.world import MAIN_IDENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from grader.explore.parts import VThread
    from grader.explore.world import World


def adapt(world: World, threading: Any, thread_module: ModuleType) -> None:
    """Make the threads of the private module ``threading`` those of ``world``."""
    threading._allocate_lock = vars(thread_module)["_waiter"]  # what Condition.wait calls
    threading._PyRLock.__init__ = _make_py_rlock(vars(thread_module)["lock"])
    threading.Thread.start = _start(world, threading)
    threading.Thread.join = _join(world)
    threading.Thread.is_alive = _is_alive(world)
    threading.Condition.notify = _notify(world, threading)
    threading.Event.is_set = threading.Event.isSet = _is_set(world)
    # one for all threads: it asks for the hook that is set, and makes nothing of its own
    invoke = threading._make_invoke_excepthook()
    threading._make_invoke_excepthook = lambda: invoke
    adapt_hand_over(world, threading)


def _notify(world: World, threading: Any) -> Callable[..., None]:
    """A notification tells of progress, of whatever the library keeps, also where nobody waits for it."""
    original = threading.Condition.notify

    def notify(self: Any, n: int = 1) -> None:
        original(self, n)
        world.looks = 0

    return notify


def _make_py_rlock(lock: type) -> Callable[[Any], None]:
    def init(self: Any) -> None:
        self._block = lock()
        self._owner = None
        self._count = 0

    return init


def _context_of(thread: Any) -> contextvars.Context | None:
    """What ``thread`` runs in since 3.14: the context given to it, or its maker's where the flag says so.

    None is a new context, which is what threads had before.
    """
    given: contextvars.Context | None = getattr(thread, "_context", None)
    if given is None and getattr(sys.flags, "thread_inherit_context", False):
        return contextvars.copy_context()
    return given


def _start(world: World, threading: Any) -> Callable[[Any], None]:
    limit = sys.getrecursionlimit()
    world.resets.append(lambda: sys.setrecursionlimit(limit))  # a program may set it

    def run(self: Any, context: contextvars.Context | None) -> None:
        try:
            if threading._profile_hook or threading._trace_hook:
                world.outside("threading.setprofile")
            if context is None:
                self.run()
            else:
                context.run(self.run)
        except Exception:  # noqa: BLE001  a submission's __repr__ may fail; the report goes on
            self._invoke_excepthook(self)
        except SystemExit:
            pass
        finally:
            threading._active.pop(self._ident, None)

    def start(self: Any) -> None:
        if not getattr(self, "_initialized", False):
            raise RuntimeError("thread.__init__() not called")
        if self._started._flag:
            raise RuntimeError("threads can only be started once")
        self._started._flag = True
        context = _context_of(self)
        name = name_of_next(world)
        world.note("start", name)
        child = world.spawn(lambda: run(self, context), name, daemon=self._daemonic)
        self._ident = self._native_id = MAIN_IDENT + child.number
        self._vthread = child
        self._handle = Handle(child)
        threading._active[self._ident] = self

    return start


def _join(world: World) -> Callable[..., None]:
    def join(self: Any, timeout: float | None = None) -> None:
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if not self._started._flag:
            raise RuntimeError("cannot join thread before it is started")
        target: VThread | None = getattr(self, "_vthread", None)
        me = world.current
        if target is None or target is me:
            raise RuntimeError("cannot join current thread")
        deadline = None if timeout is None else world.now + max(timeout, TICK)
        # nobody can tell when a look at what has ended came
        if target.done or world.point(target, deadline):
            order(me, target.clock)
            me.signature = hash((me.signature, "join", target.signature))
            world.note("join", target)

    return join


def _is_alive(world: World) -> Callable[[Any], bool]:
    def is_alive(self: Any) -> bool:
        target: VThread | None = getattr(self, "_vthread", None)
        if target is None:
            return bool(self._started._flag)
        world.point()
        me = world.current
        me.signature = hash((me.signature, "alive", target.signature if target.done else 0))
        if target.done:
            order(me, target.clock)
            self._is_stopped = True  # what ``repr`` reads on 3.12
        return not target.done

    return is_alive


def _is_set(world: World) -> Callable[[Any], bool]:
    def is_set(self: Any) -> bool:
        lock, me = self._cond._lock, world.current
        world.point()
        me.signature = hash((me.signature, "look", lock.signature))
        order(me, lock.clock)
        return bool(self._flag)

    return is_set
