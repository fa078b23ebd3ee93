"""The private ``multiprocessing`` of one process: the standard library's own, over the world's system.

``context``, ``process``, ``queues``, ``synchronize``, ``pool``, ``sharedctypes``, ``shared_memory`` and
``util`` are the interpreter's own source. What they stand on is the world's: ``_multiprocessing``,
``connection``, ``heap``, ``popen_*``, ``pickle``, and shared memory.
"""

from __future__ import annotations

import builtins
import importlib.util
import io
import itertools
import sys
import types
from functools import cached_property
from typing import TYPE_CHECKING, Any

from grader.explore import outside
from grader.explore.processes.memory import Files, make_heap, make_shared_memory_parts
from grader.explore.processes.pickling import make_pickle_module
from grader.explore.processes.pipes import Connection, make_pipe, wait
from grader.explore.processes.popen import make_popen_module
from grader.explore.processes.semaphores import make_semaphore_module
from grader.explore.processes.system import aside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from grader.explore.modules import Modules
    from grader.explore.processes.system import System
    from grader.explore.world import World

_TOP = "multiprocessing"
_STARTERS = ("popen_fork", "popen_spawn_posix", "popen_forkserver")
_OWN_SOURCE = frozenset(
    f"{_TOP}.{name}"
    for name in (
        "context", "process", "reduction", "util", "queues", "synchronize", "pool", "sharedctypes",
        "shared_memory", "dummy", "dummy.connection",
    )
)  # fmt: skip
_NAMES = frozenset({_TOP, "_multiprocessing", "concurrent.futures.process"})


REBOUND = frozenset({f"{_TOP}.process", f"{_TOP}.util", "concurrent.futures.process"})


class _Quiet(types.ModuleType):
    """The real module, but that nothing is printed: a child's traceback would come once a schedule."""

    def __init__(self, real: types.ModuleType, **own: object) -> None:
        super().__init__(real.__name__)
        self.__dict__.update(_real=real, **own)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


def _process(module: Any) -> None:
    module._children.clear()
    module._dangling.clear()
    module._process_counter = itertools.count(1)


def _util(module: Any) -> None:
    module._afterfork_registry.clear()
    module._finalizer_registry.clear()
    module._finalizer_counter = itertools.count()


def _context(module: Any) -> None:
    module._default_context._actual_context = None
    module._default_context.was_set = False


def _pool(module: Any) -> None:
    module.job_counter = itertools.count()


def _futures(module: Any) -> None:
    module._threads_wakeups.clear()


_FRESH: dict[str, Callable[[Any], None]] = {
    f"{_TOP}.process": _process,
    f"{_TOP}.util": _util,
    f"{_TOP}.context": _context,
    f"{_TOP}.pool": _pool,
    "concurrent.futures.process": _futures,
}


def _settable(context: Any) -> None:
    """Tell a start method that the program has set from one that it has by default."""
    default = context._default_context
    original = default.set_start_method

    def set_start_method(method: str | None, force: bool = False) -> None:  # noqa: FBT001, FBT002  as in ``multiprocessing``
        original(method, force)
        default.was_set = method is not None

    default.set_start_method, default.was_set = set_start_method, False


def _closes_no_stdin(util: Any) -> None:
    util._close_stdin = lambda: None


def _unforked(synchronize: Any) -> None:
    """Children of every method get pickles here, those of ``fork`` too."""
    synchronize.SemLock._is_fork_ctx = property(lambda _: False, lambda _self, _value: None)


_ADAPTED: dict[str, Callable[[Any], None]] = {
    f"{_TOP}.context": _settable,
    f"{_TOP}.util": _closes_no_stdin,
    f"{_TOP}.synchronize": _unforked,
}


class Package:
    """What ``import multiprocessing`` finds in the process that has ``image``."""

    def __init__(self, world: World, system: System, image: Modules) -> None:
        self._world = world
        self._system = system
        self._image = image
        self._files = Files(system)
        self._begun_anew: dict[types.ModuleType, Callable[[Any], None]] = {}

    def has(self, name: str) -> bool:
        """Whether the module ``name`` is this package's affair."""
        return name in _NAMES or name.startswith(f"{_TOP}.")

    @cached_property
    def pickle(self) -> types.ModuleType:
        """The process's ``pickle``."""
        return make_pickle_module(self._image)

    @cached_property
    def shared_memory_parts(self) -> dict[str, types.ModuleType]:
        """What stands below ``multiprocessing.shared_memory``, by name."""
        return make_shared_memory_parts(self._system, self._files)

    @cached_property
    def _inside(self) -> dict[str, Any]:
        """What only the package's own modules see, by name."""
        return {
            "sys": _Quiet(sys, stderr=io.StringIO(), stdin=None),
            "traceback": _Quiet(importlib.import_module("traceback"), print_exc=lambda *_, **__: None),
            "pickle": self.pickle,
        }

    @property
    def start_method(self) -> str | None:
        """The start method that the program has set; None if it has set none."""
        context = self.load(f"{_TOP}.context")._default_context
        method: str | None = context.get_start_method(allow_none=True) if context.was_set else None
        return method

    def load(self, name: str) -> types.ModuleType:
        """The module ``name``, executed now if it has not been."""
        known = self._image.known(name)
        if known is not None:
            return known
        parent, _, last = name.rpartition(".")
        package = self.load(parent) if self.has(parent) else self._image.known(parent)
        found = self._image.known(name)
        if found is None:
            found = self._make(name)
            self._image.keep(name, found)
            if name in _FRESH:
                self._begun_anew[found] = _FRESH[name]
        if package is not None:
            setattr(package, last, found)
            self._image.keep(parent, package)
        return found

    def forget(self) -> None:
        """Forget the processes, finalizers and jobs of the last execution."""
        for module, fresh in self._begun_anew.items():
            fresh(module)

    def _make(self, name: str) -> types.ModuleType:
        last = name.rpartition(".")[2]
        if name == "_multiprocessing":
            module = make_semaphore_module(self._world, self._system)
        elif last in _STARTERS:
            module = make_popen_module(self._world, self._system, self._image, name)
        elif last == "connection" and name.count(".") == 1:
            module = self._connection(name)
        elif last == "heap":
            module = make_heap(self._system)
        elif last in {"resource_tracker", "resource_sharer", "spawn", "forkserver"}:
            module = _stub(name)
        elif name == _TOP or name in _OWN_SOURCE or name == "concurrent.futures.process":
            return self._execute(name)
        else:
            module = outside.Outside(self._world, name)
        return module

    def _execute(self, name: str) -> types.ModuleType:
        extra = self.shared_memory_parts if name == f"{_TOP}.shared_memory" else {}

        def importing(
            asked: str,
            globals: Mapping[str, Any] | None = None,  # noqa: A002  the signature of __import__
            locals: Mapping[str, Any] | None = None,  # noqa: A002
            fromlist: tuple[str, ...] = (),
            level: int = 0,
        ) -> types.ModuleType:
            whole = asked
            if level:
                base = str((globals or {})["__package__"]).split(".")
                whole = ".".join([*base[: len(base) - level + 1], asked]).strip(".")
            if whole in extra:
                return extra[whole]
            if whole in self._inside:
                module: types.ModuleType = self._inside[whole]
                return module
            if self.has(whole):
                return self.give(whole, fromlist)
            if whole in {"ctypes", "socket", "signal", "subprocess", "tempfile", "struct"}:
                return builtins.__import__(whole, globals, locals, fromlist)
            return self._image.importing(whole, globals, locals, fromlist)

        is_package = name in {_TOP, f"{_TOP}.dummy"}
        parent = name if is_package else name.rpartition(".")[0]
        with aside(self._world):
            module = self._image.execute(name, importing, package=parent)
        if extra:
            module.memoryview = lambda mapping: mapping.view()  # type: ignore[attr-defined]
        _ADAPTED.get(name, lambda _: None)(module)
        return module

    def give(self, name: str, fromlist: tuple[str, ...] | None) -> types.ModuleType:
        """What ``import name`` gives, or ``from name import ...``."""
        module = self.load(name)
        for member in fromlist or ():
            whole = f"{name}.{member}"
            if name == _TOP and not hasattr(module, member) and self._is_part(whole):
                self.load(whole)
        return module if fromlist else self._image.find(name.split(".", 1)[0])

    def _is_part(self, name: str) -> bool:
        return importlib.util.find_spec(name) is not None

    def _connection(self, name: str) -> types.ModuleType:
        system, world = self._system, self._world
        members = {
            "world": world,
            "system": system,
            "__module__": name,
            "dumps": staticmethod(self.load(f"{_TOP}.reduction").ForkingPickler.dumps),
            "loads": staticmethod(self.pickle.loads),
        }
        connection = type("Connection", (Connection,), members)
        module = types.ModuleType(name)
        module.__dict__.update(
            Connection=connection,
            Pipe=make_pipe(connection),
            wait=lambda objects, timeout=None: wait(world, system, objects, timeout),
        )
        for absent in ("Listener", "Client", "answer_challenge", "deliver_challenge"):
            setattr(module, absent, outside.Absent(world, f"{name}.{absent}"))
        return module


def _stub(name: str) -> types.ModuleType:
    """What has nothing to do here: the trackers of the real thing, and its ways to start an interpreter."""
    module = types.ModuleType(name)
    for function in ("register", "unregister", "ensure_running", "set_executable", "set_forkserver_preload",
                     "freeze_support", "getfd", "stop"):  # fmt: skip
        setattr(module, function, lambda *_, **__: None)
    return module
