"""The modules of the world: private copies of the standard library's own, and what may be imported.

``threading``, ``queue`` and ``concurrent.futures`` are the interpreter's own source, executed over the
virtual ``_thread`` and ``time``; the real modules are never patched. But for ``threading`` each is made when
a program first imports it, aside, so that no execution can tell whether another has imported it before.
Modules that cannot block are the real ones. What reaches out of the process is there by name, and says so
when it is used.
"""

from __future__ import annotations

import builtins
import functools
import importlib.util
import itertools
import os
import sys
import types
from typing import TYPE_CHECKING, Any

from grader.explore import outside
from grader.explore.adapt import adapt
from grader.explore.caches import make_functools_module
from grader.explore.clock import make_time_module
from grader.explore.dates import make_datetime_module
from grader.explore.futures import BASE, FUTURES, THREAD, Futures, begin_pool
from grader.explore.marks import make_pytest_module
from grader.explore.mirrors import Mirrors
from grader.explore.primitives import make_thread_module
from grader.explore.processes.package import REBOUND, Package
from grader.explore.processes.system import aside
from grader.explore.seeded import begin_anew, make_random_module
from grader.explore.simple_queue import make_queue_module
from grader.explore.world import MAIN_IDENT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.explore.parts import VThread
    from grader.explore.processes.system import System
    from grader.explore.world import World

_NOT_OWN = frozenset(
    {"sys", "atexit", "builtins", "dataclasses", "datetime", "functools", "importlib", "os", "pytest"}
    | {"random"}
)
_OF_A_STAGE = frozenset({"attempt", "suite"})  # those in the real ``sys.modules`` may be another world's
_OF_PROCESSES = frozenset(
    f"multiprocessing.{name}"
    for name in ("connection", "context", "pool", "process", "queues", "synchronize", "sharedctypes", "util")
) | {"_multiprocessing"}
# whose own functions rebind their globals
_REBOUND = frozenset({"threading", THREAD, *REBOUND})
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


_code_of("threading")  # what every world executes is read once, with this module


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
        self.forking = False  # while something is pickled for a child that is to be forked
        self._loaded: dict[str, Any] = {}
        self._makers: dict[str, Callable[[], object]] = {}
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
        self._loaded["time"] = make_time_module(world)
        self._loaded["os"] = self._make_os()
        self._loaded["dataclasses"] = mirrors.dataclasses
        self._loaded["functools"] = make_functools_module(world)
        self._loaded["atexit"] = _make_atexit()
        if "pytest" in sys.modules:
            self._loaded["pytest"] = make_pytest_module(sys.modules["pytest"])
        self.threading: Any = self._execute("threading", "threading")
        adapt(world, self.threading, self._thread)
        self._pristine = {name: dict(vars(module)) for name, module in self._loaded.items()}
        self._makers |= {
            "_queue": lambda: self.add("_queue", make_queue_module(world)),
            "datetime": lambda: self.add("datetime", make_datetime_module(self._loaded["time"].time)),
            "importlib": lambda: self.add("importlib", self._make_importlib()),
            "queue": lambda: self._execute("queue", "queue"),
            "random": lambda: self.add("random", make_random_module()),
            "sched": lambda: self._execute("sched", "sched"),
            **dict.fromkeys(("concurrent", FUTURES, BASE, THREAD), Futures(world, self).make),
        }
        for name in self._makers:
            self._sys.modules.pop(name, None)
        self._sys.modules.update(self._loaded)
        names = self._loaded.keys() | self._makers.keys() | _ANEW
        self.own = frozenset(names) - _NOT_OWN | _OF_PROCESSES

    def add(self, name: str, module: types.ModuleType) -> None:
        """Make ``module`` importable as ``name`` until the next execution."""
        self._loaded[name] = self._sys.modules[name] = module

    def join(self, system: System) -> None:
        """Give the process that has these modules the others of ``system`` to work with."""
        self._package = package = Package(self._world, system, self)
        self._makers["pickle"] = lambda: self.add("pickle", package.pickle)
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

    def _own(self, name: str) -> types.ModuleType | None:
        """The module of this world called ``name``, made now if it has not been; None if there is none."""
        if name not in self._loaded and name in self._makers:
            before = set(self._loaded)
            with aside(self._world):
                self._makers[name]()
            for made in self._loaded.keys() - before:
                self.keep(made, self._loaded[made])
        return self._loaded.get(name)

    def find(self, name: str) -> Any:
        """The module called ``name``, imported if need be."""
        return self._import(name, fromlist=("*",))

    @property
    def start_method(self) -> str | None:
        """The start method that the program has set; None if it has set none."""
        return None if self._package is None else self._package.start_method

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
        found = self._own(name)
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
        if "." not in name or fromlist:
            return real
        ours = self._own(real.__name__)  # ``import os.path`` binds ``os``, which is the world's own
        if ours is None:
            return real
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
        if not outside.is_outside(name):
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
        module = self._own(top)
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
        if THREAD in self._loaded:
            begin_pool(self._loaded[THREAD], self._thread.lock())
        if "random" in self._loaded:
            begin_anew(self._loaded["random"])


def _make_atexit() -> types.ModuleType:
    """The module ``atexit`` of a world whose executions end without an exit."""
    module = types.ModuleType("atexit")
    module.register = lambda function, /, *_, **__: function  # type: ignore[attr-defined]
    module.unregister = lambda _, /: None  # type: ignore[attr-defined]
    return module
