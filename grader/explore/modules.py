"""The modules of the world: private copies of the standard library's own, and what may be imported.

``threading``, ``queue`` and ``concurrent.futures`` are the interpreter's own source, executed over the
virtual ``_thread`` and ``time``; the real modules are never patched. Modules that cannot block are the
real ones. What reaches out of the process is there by name, and says so when it is used.
"""

from __future__ import annotations

import builtins
import concurrent.futures
import functools
import importlib.util
import itertools
import logging
import os
import random
import sys
import types
from typing import TYPE_CHECKING, Any

from grader.explore import outside
from grader.explore.adapt import adapt
from grader.explore.caches import make_functools_module
from grader.explore.clock import make_time_module
from grader.explore.dates import make_datetime_module
from grader.explore.futures import adapt_futures
from grader.explore.mirrors import Mirrors
from grader.explore.primitives import make_thread_module
from grader.explore.processes.package import REBOUND, Package
from grader.explore.simple_queue import make_queue_module
from grader.explore.world import MAIN_IDENT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.explore.parts import VThread
    from grader.explore.processes.system import System
    from grader.explore.world import World

_PRIVATE = ("threading", "queue", "sched", "concurrent.futures._base", "concurrent.futures.thread")
_NOT_OWN = frozenset(
    {"sys", "atexit", "builtins", "dataclasses", "datetime", "functools", "importlib", "os", "random"}
)
_OF_A_STAGE = frozenset({"attempt", "suite"})  # those in the real ``sys.modules`` may be another world's
_OF_PROCESSES = frozenset(
    f"multiprocessing.{name}"
    for name in ("connection", "context", "pool", "process", "queues", "synchronize", "sharedctypes", "util")
) | {"_multiprocessing"}
# whose own functions rebind their globals
_REBOUND = frozenset({"threading", "concurrent.futures.thread", *REBOUND})
# executed anew in every execution that imports them: they take locks, and keep what was registered
_ANEW = frozenset({"logging", "logging.config", "logging.handlers"})


class Sys(types.ModuleType):
    """The real ``sys``, but for ``modules``, in which the world's own stand before the real ones."""

    modules: dict[str, types.ModuleType]

    def __init__(self) -> None:
        super().__init__("sys")
        real = {name: module for name, module in sys.modules.items() if name not in _OF_A_STAGE}
        self.__dict__["modules"] = real

    def __getattr__(self, name: str) -> Any:
        return getattr(sys, name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(sys, name, value)


@functools.cache
def _code_of(name: str) -> tuple[Any, str | None]:
    """The code of the standard library's module ``name``, which never changes, and its file."""
    spec = importlib.util.find_spec(name)
    assert spec is not None and spec.loader is not None  # noqa: S101, PT018  the standard library has it
    return spec.loader.get_code(name), spec.origin  # type: ignore[attr-defined]


class Modules:
    """What ``import`` finds inside ``world``."""

    def __init__(
        self,
        world: World,
        hooks: Mapping[str, Callable[..., Any]],
        programs: Callable[[Modules, str], types.ModuleType | None] = lambda _modules, _name: None,
    ) -> None:
        self._world = world
        self._programs = programs
        self._package: Package | None = None
        self._loaded: dict[str, Any] = {}
        mirrors = Mirrors(world)
        self.builtins = {
            **vars(builtins),
            **hooks,
            "__import__": self._import,
            **mirrors.builtins,
            # what reads standard input cannot go on, and text that is run as code is not rewritten
            **{name: outside.Absent(world, name) for name in ("breakpoint", "eval", "exec", "input")},
        }
        self._loaded["sys"] = self._sys = Sys()
        self._loaded["builtins"] = types.ModuleType("builtins")
        self._loaded["builtins"].__dict__.update(self.builtins)
        self._thread = make_thread_module(world)
        self._loaded["_thread"] = self._thread
        self._loaded["_queue"] = make_queue_module(world)
        self._loaded["time"] = make_time_module(world)
        self._loaded["datetime"] = make_datetime_module(self._loaded["time"].time)
        self._loaded["os"] = self._make_os()
        self._loaded["importlib"] = self._make_importlib()
        self._loaded["dataclasses"] = mirrors.dataclasses
        self._loaded["functools"] = make_functools_module(world)
        self._loaded["atexit"] = _make_atexit()
        self._loaded["random"] = self._make_random()
        for name in _PRIVATE:
            self._load(name)
        self._futures()
        self.threading = self._loaded["threading"]
        adapt(world, self.threading, self._thread)
        self._sys.modules.update(self._loaded)
        self.own = frozenset(self._loaded) - _NOT_OWN | _OF_PROCESSES
        self._pristine = {n: dict(vars(m)) for n, m in self._loaded.items() if n not in _ANEW}

    def add(self, name: str, module: types.ModuleType) -> None:
        """Make ``module`` importable as ``name`` until the next execution."""
        self._loaded[name] = self._sys.modules[name] = module

    def join(self, system: System) -> None:
        """Give the process that has these modules the others of ``system`` to work with."""
        self._package = Package(self._world, system, self)
        self.keep("pickle", self._package.pickle)
        vars(self._loaded["os"]).update(system.calls)
        self.keep("os", self._loaded["os"])
        self.threading._shutdown = system.make_shutdown(self.threading)
        self.keep("threading", self.threading)

    def keep(self, name: str, module: types.ModuleType) -> types.ModuleType:
        """Remember ``module`` as it is now: every execution begins with it so."""
        self.add(name, module)
        self._pristine[name] = dict(vars(module))
        return module

    def known(self, name: str) -> types.ModuleType | None:
        """The module of this world called ``name``, if it is loaded, or the program's own."""
        if name in _NOT_OWN:
            return None
        return self._loaded.get(name) or self._programs(self, name)

    def find(self, name: str) -> Any:
        """The module called ``name``, imported if need be."""
        return self._import(name, fromlist=("*",))

    @property
    def importing(self) -> Callable[..., types.ModuleType]:
        """``__import__``."""
        return self._import

    # what import does

    def _import(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002  the signature of __import__
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: tuple[str, ...] = (),
        level: int = 0,
    ) -> types.ModuleType:
        if level:
            return builtins.__import__(name, globals, locals, fromlist, level)
        if self._package is not None and self._package.has(name):
            return self._package.give(name, fromlist)
        found: types.ModuleType | None = self._loaded.get(name)
        if found is not None:
            for member in fromlist or ():
                self._outside(f"{name}.{member}")
            top: types.ModuleType = self._loaded[name.split(".", 1)[0]]
            return found if fromlist else top
        return self._programs(self, name) or self._first(name, globals, locals, fromlist)

    def _first(
        self,
        name: str,
        into: Mapping[str, object] | None,
        within: Mapping[str, object] | None,
        fromlist: tuple[str, ...],
    ) -> types.ModuleType:
        """A module that has not been imported yet."""
        absent = self._outside(name)
        if absent is not None:
            return absent if fromlist or "." not in name else self._parent(name)
        if name in _ANEW:
            return self._anew(name) if fromlist else self._anew(name.split(".", 1)[0])
        return self._real(name, into, within, fromlist)

    def _real(
        self,
        name: str,
        into: Mapping[str, object] | None,
        within: Mapping[str, object] | None,
        fromlist: tuple[str, ...],
    ) -> types.ModuleType:
        """A module that cannot block, as it is."""
        real = builtins.__import__(name, into, within, fromlist)
        if "." not in name or fromlist or real.__name__ not in self._loaded:
            return real
        # ``import os.path`` binds ``os``, which is the world's own
        ours: types.ModuleType = self._loaded[real.__name__]
        last = name.split(".")[1]
        if last not in vars(ours):
            setattr(ours, last, getattr(real, last))
        return ours

    def _anew(self, name: str) -> types.ModuleType:
        parent, _, last = name.rpartition(".")
        package = self._import(parent, fromlist=("*",)) if parent else None
        module = self._execute(name, name)
        if package is not None:
            setattr(package, last, module)
        if name == "logging":
            # handlers die when an execution is over, and then no lock can be taken any more
            module._removeHandlerRef = lambda _: None  # type: ignore[attr-defined]
        return module

    def _outside(self, name: str) -> types.ModuleType | None:
        parts = name.split(".")
        if not any(".".join(parts[: n + 1]) in outside.MODULES for n in range(len(parts))):
            return None
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = outside.Outside(self._world, name)
        return found

    def _parent(self, name: str) -> types.ModuleType:
        top = name.split(".", 1)[0]
        absent = self._outside(top)
        if absent is not None:
            return absent
        module = self._loaded.get(top)
        if module is None:
            module = types.ModuleType(top)
            module.__dict__.update(vars(builtins.__import__(top)))
            self._loaded[top] = module
        module.__dict__[name.split(".", 1)[1]] = self._loaded[name]
        return module

    # how the modules are made

    def execute(
        self, name: str, importing: Callable[..., types.ModuleType], *, package: str
    ) -> types.ModuleType:
        """Execute the standard library's module ``name``, which imports with ``importing``."""
        own = {"__import__": importing, "exec": builtins.exec, "eval": builtins.eval}
        return self._execute(name, name, {**self.builtins, **own}, package)

    def _execute(
        self, name: str, source_of: str, within: dict[str, Any] | None = None, package: str | None = None
    ) -> types.ModuleType:
        code, origin = _code_of(source_of)
        module = types.ModuleType(name)
        module.__dict__.update(
            __builtins__=within or self.builtins,
            __file__=origin,
            __package__=name.rpartition(".")[0] if package is None else package,
        )
        self._loaded[name] = module
        exec(code, module.__dict__)  # noqa: S102  the standard library's own source
        return module

    def _load(self, name: str) -> None:
        if name.startswith("concurrent.futures.") and "concurrent" not in self._loaded:
            top, futures = types.ModuleType("concurrent"), types.ModuleType("concurrent.futures")
            top.futures = futures  # type: ignore[attr-defined]
            self._loaded.update({"concurrent": top, "concurrent.futures": futures})
        module = self._execute(name, name)
        if name.startswith("concurrent.futures."):
            setattr(self._loaded["concurrent.futures"], name.rpartition(".")[2], module)

    def _futures(self) -> None:
        futures = self._loaded["concurrent.futures"]
        base = self._loaded["concurrent.futures._base"]
        # its worker reports whatever ends it, the unwinding of an execution included
        base.LOGGER = logging.Logger("concurrent.futures", logging.CRITICAL + 1)  # noqa: LOG001  nobody else's
        for name in [
            "FIRST_COMPLETED",
            "FIRST_EXCEPTION",
            "ALL_COMPLETED",
            "CancelledError",
            "TimeoutError",
            "InvalidStateError",
            "BrokenExecutor",
            "Future",
            "Executor",
            "wait",
            "as_completed",
        ]:
            setattr(futures, name, getattr(base, name))
        adapt_futures(self._world, base)
        futures.ThreadPoolExecutor = self._loaded["concurrent.futures.thread"].ThreadPoolExecutor

        def later(name: str) -> Any:
            if name != "ProcessPoolExecutor":
                raise AttributeError(f"module 'concurrent.futures' has no attribute {name!r}")
            return self.find("concurrent.futures.process").ProcessPoolExecutor

        futures.__getattr__ = later
        if "InterpreterPoolExecutor" in concurrent.futures.__all__:
            name = "InterpreterPoolExecutor"
            setattr(futures, name, outside.Absent(self._world, f"concurrent.futures.{name}"))

    def _make_os(self) -> types.ModuleType:
        module = types.ModuleType("os")
        module.__dict__.update({k: v for k, v in vars(os).items() if k not in outside.OF_OS})
        # the interpreter would keep what is registered, and with it this world, for ever
        module.register_at_fork = lambda **_: None  # type: ignore[attr-defined]

        for name in outside.OF_OS & vars(os).keys():
            setattr(module, name, outside.Absent(self._world, f"os.{name}"))
        return module

    def _make_importlib(self) -> types.ModuleType:
        import importlib  # noqa: PLC0415  shadowed by the copy made here

        module = types.ModuleType("importlib")
        module.__dict__.update(vars(importlib))

        def import_module(name: str, package: str | None = None) -> types.ModuleType:
            if name.startswith("."):
                return importlib.import_module(name, package)
            return self._import(name, fromlist=("*",))

        module.import_module = import_module  # type: ignore[attr-defined]
        return module

    def _make_random(self) -> types.ModuleType:
        module = types.ModuleType("random")
        module.__dict__.update(vars(random))

        class Random(random.Random):
            """Seeded alike in every execution, unless the program seeds it itself."""

            def __init__(self, x: Any = 0) -> None:
                super().__init__(x)

            def seed(self, a: Any = 0, version: int = 2) -> None:
                super().seed(0 if a is None else a, version)

        module.Random = Random  # type: ignore[attr-defined]
        return module

    def forget(self) -> None:
        """Forget what the last execution loaded."""
        for name, module in list(self._loaded.items()):
            pristine = self._pristine.get(name)
            if pristine is None:
                del self._loaded[name]
                self._sys.modules.pop(name, None)
            elif len(pristine) != len(module.__dict__) or name in _REBOUND:
                module.__dict__.clear()
                module.__dict__.update(pristine)
        if self._package is not None:
            self._package.forget()

    def begin(self, main: VThread) -> None:
        """Be the modules of the process whose first thread is ``main``."""
        threading = self.threading
        first = threading._main_thread
        first._vthread = main
        first._ident = first._native_id = MAIN_IDENT + main.number
        threading._active.clear()
        threading._active[first._ident] = first
        threading._limbo.clear()
        threading._counter = itertools.count(1).__next__
        threading._active_limbo_lock = self._thread.RLock()
        threading._dangling.clear()
        pool = self._loaded["concurrent.futures.thread"]
        pool._global_shutdown_lock = self._thread.lock()
        pool._threads_queues.clear()
        pool._shutdown = False
        pool.ThreadPoolExecutor._counter = itertools.count().__next__
        source = self._loaded["random"]
        instance = source._inst = source.Random(0)
        for method in _RANDOM_METHODS:
            setattr(source, method, getattr(instance, method))


_RANDOM_METHODS = tuple(
    name
    for name in random.__all__
    if callable(getattr(random, name)) and not isinstance(getattr(random, name), type)
)


def _make_atexit() -> types.ModuleType:
    """The module ``atexit`` of a world whose executions end without an exit."""
    module = types.ModuleType("atexit")
    module.register = lambda function, /, *_, **__: function  # type: ignore[attr-defined]
    module.unregister = lambda _, /: None  # type: ignore[attr-defined]
    return module
