"""A virtual ``_thread``: what the private copy of ``threading`` runs on."""

from __future__ import annotations

import contextlib
import types
from typing import TYPE_CHECKING, Any

from grader.explore.locks import TIMEOUT_MAX, Lock, RLock, Waiter
from grader.explore.parts import Outcome
from grader.explore.world import MAIN_IDENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.explore.parts import VThread
    from grader.explore.world import World


class Handle:
    """A ``_thread._ThreadHandle``, as ``repr`` of a thread asks for it since 3.13."""

    def __init__(self, thread: VThread | None = None) -> None:
        self._thread = thread
        self.ident = MAIN_IDENT if thread is None else MAIN_IDENT + thread.number

    def is_done(self) -> bool:
        """Whether the thread has ended; the main thread never has."""
        return self._thread is not None and self._thread.done


def _make_local(world: World) -> type:
    class local:  # noqa: N801  the standard library's name
        """``threading.local`` over the world's threads."""

        def __new__(cls, /, *args: Any, **kwargs: Any) -> Any:
            if (args or kwargs) and cls.__init__ is object.__init__:
                raise TypeError("Initialization arguments are not supported")
            self = object.__new__(cls)
            object.__setattr__(self, "_local__args", (args, kwargs))
            world.current.locals[id(self)] = object.__getattribute__(self, "__dict__")
            world.objects.ident(self)
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


def name_of_next(world: World) -> str:
    """What the thread that the running one starts next is called; in another process, with its name."""
    name = f"T{len(world.threads)}"
    process = world.current.process
    return name if process is None or not process.number else f"{process.name}.{name}"


def start_new_thread(world: World) -> Callable[..., int]:
    """``_thread.start_new_thread`` for ``world``."""

    def start(function: Callable[..., object], args: tuple[Any, ...], kwargs: Any = None, /) -> int:
        def body() -> None:
            with contextlib.suppress(SystemExit):
                function(*args, **(kwargs or {}))

        world.note("start", None)
        thread = world.spawn(body, name_of_next(world), daemon=True)
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
            if world.lingering:
                world.outcome = world.outcome or Outcome("failed", error, world.current.name)
            else:
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
        "_make_thread_handle": lambda _ident: Handle(),
        "_ThreadHandle": Handle,
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
