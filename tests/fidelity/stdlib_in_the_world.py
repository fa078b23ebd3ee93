"""Runs CPython's tests of threads, queues, executors and processes inside the explorer's world.

Each test is executed in a world of its own: under the default schedule, then under a handful of random
ones, all on the jumping clock, since these tests rely on a sleep that ends after whatever can run has run.
The tests are CPython's source, but for a few numbers and names (``SMALLER``, ``PATCHED``), and not
rewritten; ``test.support`` is a small stand-in, because the real one measures real threads and real time.
Run it with the interpreter to be proved::

    python tests/fidelity/stdlib_in_the_world.py               # everything, some minutes
    python tests/fidelity/stdlib_in_the_world.py -v queue      # one group, with tracebacks

Every test that does not pass is listed with the reason why that is right; one without a reason, or one
that has a reason and passes, makes the exit code 1. What needs the operating system is not executed at all
(``LEFT_OUT``).
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import io
import os
import signal
import sys
import time
import traceback
import types
import unittest
from collections import Counter
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from grader.explore.scenario import Stage
from grader.explore.strategies import Follow, Uniform

SCHEDULES = 5
FEWER = {"processes": 2}  # where an execution loads its modules for every process
SECONDS = 30

LOCKS = {
    "LockTests": ("LockTests", "locktype", "Lock"),
    "PyRLockTests": ("RLockTests", "locktype", "_PyRLock"),
    "CRLockTests": ("RLockTests", "locktype", "RLock"),
    "ConditionAsRLockTests": ("RLockTests", "locktype", "Condition"),
    "EventTests": ("EventTests", "eventtype", "Event"),
    "ConditionTests": ("ConditionTests", "condtype", "Condition"),
    "SemaphoreTests": ("SemaphoreTests", "semtype", "Semaphore"),
    "BoundedSemaphoreTests": ("BoundedSemaphoreTests", "semtype", "BoundedSemaphore"),
    "BarrierTests": ("BarrierTests", "barriertype", "Barrier"),
}
GROUPS = {
    "locks": (("lock_tests", "test.lock_tests"),),
    "queue": (("test_queue", "test.test_queue"),),
    "futures": (
        ("tcf_executor", "test.test_concurrent_futures.executor"),
        ("tcf_util", "test.test_concurrent_futures.util"),
        ("test_thread_pool", "test.test_concurrent_futures.test_thread_pool"),
        ("test_wait", "test.test_concurrent_futures.test_wait"),
        ("test_as_completed", "test.test_concurrent_futures.test_as_completed"),
        ("test_future", "test.test_concurrent_futures.test_future"),
        ("test_shutdown", "test.test_concurrent_futures.test_shutdown"),
        ("test_init", "test.test_concurrent_futures.test_init"),
    ),
    "processes": (("mp_tests", "test._test_multiprocessing"),),
}
# those of the tests' own kinds that run here: one process's objects, not a manager's, nor those of threads
INSTALL = """
_found = {"__name__": __name__}
install_tests_in_module_dict(_found, "spawn", only_type="processes")
globals().update(_found)
"""
# a hundred threads that hand ten thousand items over take CPython a second, and here hours: every step of
# theirs is a switch that the schedule decides
SMALLER = {
    "        N = 50\n": "        N = 5\n",
    "inputs = list(range(10000))": "inputs = list(range(20))",
    # thousands of sleeps or waits with nothing between them are taken for a livelock
    "timeout=1e-5)": "timeout=1e-2)",
    "list(range(1000))": "list(range(100))",
    "for i in range(1000):": "for i in range(100):",
    "chunksize=100)": "chunksize=10)",
}
# a name by which the real module would be patched
PATCHED = {
    "unittest.mock.patch(\n            'multiprocessing.shared_memory._make_filename')": (
        "unittest.mock.patch.object(shared_memory, '_make_filename')"
    )
}
# what does not pass, by the end of its name, and why that is right
_PROCESSES = "it counts what processes left with the real resource tracker; virtual ones have no use for it"
_SILENT = "it reads what the executor logs; in the world that logger is silent, since it also logs unwinding"
REASONS = {
    "FailingInitializerResourcesTest.test_forkserver": _PROCESSES,
    "FailingInitializerResourcesTest.test_spawn": _PROCESSES,
    "ThreadPoolShutdownTest.test_hang_gh94440": "it sets a signal's handler, which is outside of the world",
    "FutureTests.test_done_callback_raises": _SILENT,
    "FutureTests.test_done_callback_raises_already_succeeded": _SILENT,
    "ThreadPoolFailingInitializerTest.test_initializer": _SILENT,
    "ThreadPoolShutdownTest.test_cancel_futures": (
        "it asserts that some work had begun, which no schedule promises"
    ),
    "CSimpleQueueTest.test_reentrancy": (
        "its finalizers put whenever the collector runs, which here may be inside of a put, since that is "
        "no C; a search runs with the collector off"
    ),
    "ConditionAsRLockTests.test_recursion_count": (
        "a Condition has no _recursion_count; test_threading skips it too"
    ),
}
# not executed at all, by a part of the name, and what it needs that is outside of the world
_MANAGER = "managers are outside of the world"
_SOCKET = "listeners, clients and sockets are outside of the world"
_SIGNAL = "it handles a signal, which is outside of the world"
_INTERPRETER = "it starts an interpreter, or is about how one is started"
_DESCRIPTOR = "it works with the numbers of real descriptors"
_FILE = "what it looks at is in a file that a process writes"
_PARTS = "it looks at names or an allocator that the world's own modules do not have"
_COLLECTOR = "it needs the collector to run by itself; a search runs with it off"
LEFT_OUT = {
    "fd_transfer": _DESCRIPTOR,
    "test_child_fd_inflation": _DESCRIPTOR,
    "TestInvalidHandle": _DESCRIPTOR,
    "TestCloseFds": _DESCRIPTOR,
    "test_stderr_flush": _FILE,
    "test_sys_exit": _FILE,
    "test_no_import_lock_contention": _FILE,
    "TestAtExit": _FILE,
    "TestPicklingConnections.test_pickling": _SOCKET,
    "OtherTest": _SOCKET,
    "ChallengeResponseTest": _SOCKET,
    "TestInvalidFamily": _SOCKET,
    "TestTimeouts": _SOCKET,
    "TestFlags": _INTERPRETER,
    "TestNamedResource": _INTERPRETER,
    "test_large_pool": _INTERPRETER,
    "cleaned_after_process_termination": _INTERPRETER,
    "test_context_check_module_types": _INTERPRETER,
    "test_preload_resources": _INTERPRETER,
    "TestHeap": _PARTS,
    "TestImportStar": _PARTS,
    "MiscTestCase.test__all__": _PARTS,
    "test_resource_warning": _COLLECTOR,
    "TestFinalize.test_thread_safety": _COLLECTOR,
    "test_mixed_startmethod": (
        "every way to start a process means spawn in the world, so a lock may be given to any child"
    ),
    "Manager": _MANAGER,
    "Listener": _SOCKET,
    "_socket": _SOCKET,
    "EINTR": _SIGNAL,
    "Eintr": _SIGNAL,
    "sigint": _SIGNAL,
    "sigkill": _SIGNAL,
    "sigterm": _SIGNAL,
    "ResourceTracker": "the world has no use for a resource tracker",
    "resource_tracker": "the world has no use for a resource tracker",
    "TestInitializers": _MANAGER,
    "TestSyncManagerTypes": _MANAGER,
}


def _nothing(*_: Any, **__: Any) -> Any:
    return ()


def _same(*_: Any, **__: Any) -> Any:
    return lambda test: test


def _plainly(test: Any) -> Any:
    return test


def _support(clock: Any) -> types.ModuleType:
    """``test.support`` itself."""
    support = types.ModuleType("test.support")

    def sleeping_retry(timeout: float, *_: Any, **__: Any) -> Any:
        end = clock.monotonic() + timeout
        while clock.monotonic() < end:
            yield
            clock.sleep(0.01)
        raise AssertionError("timed out")

    @contextmanager
    def captured_stderr() -> Any:
        with redirect_stderr(io.StringIO()) as out:
            yield out

    support.__dict__.update(
        SHORT_TIMEOUT=30.0,
        LONG_TIMEOUT=300.0,
        LOOPBACK_TIMEOUT=10.0,
        verbose=0,
        PIPE_MAX_SIZE=4 * 1024 * 1024,
        SOCK_MAX_SIZE=16 * 1024 * 1024,
        has_fork_support=False,
        has_subprocess_support=False,
        MS_WINDOWS=False,
        Py_GIL_DISABLED=False,
        ALWAYS_EQ=_Always(),
        NEVER_EQ=object(),
        sleeping_retry=sleeping_retry,
        busy_retry=sleeping_retry,
        gc_collect=gc.collect,
        reap_children=_nothing,
        print_warning=_nothing,
        check_sanitizer=lambda **_: False,
        cpython_only=_plainly,
        bigmemtest=_same,
        requires_resource=_same,
        skip_if_sanitizer=_same,
        refcount_test=_plainly,
        captured_stderr=captured_stderr,
        setswitchinterval=_nothing,
        is_resource_enabled=lambda _: False,
        warnings_helper=types.SimpleNamespace(ignore_fork_in_thread_deprecation_warnings=_plainly),
        __getattr__=lambda name: _same if name.startswith(("requires_", "skip_")) else None,
    )
    return support


def _threading_helper(threading: Any, clock: Any) -> types.ModuleType:
    """``test.support.threading_helper``."""

    @contextmanager
    def wait_threads_exit(*_: Any, **__: Any) -> Any:
        plain = getattr(threading, "_thread", None)
        before = None if plain is None else plain._count()  # noqa: SLF001  as the real helper counts
        yield before
        clock.sleep(1)

    @contextmanager
    def start_threads(started: Any, unlock: Any = None) -> Any:
        for thread in started:
            thread.start()
        try:
            yield
        finally:
            if unlock:
                unlock()
            for thread in started:
                thread.join()

    @contextmanager
    def catch_threading_exception() -> Any:
        caught = types.SimpleNamespace(exc_type=None, exc_value=None, exc_traceback=None, thread=None)

        def hook(args: Any) -> None:
            caught.exc_type, caught.exc_value, caught.thread = args.exc_type, args.exc_value, args.thread

        old, threading.excepthook = threading.excepthook, hook
        try:
            yield caught
        finally:
            threading.excepthook = old

    threads = types.ModuleType("test.support.threading_helper")
    threads.__dict__.update(
        threading_setup=_nothing,
        threading_cleanup=_nothing,
        wait_threads_exit=wait_threads_exit,
        start_threads=start_threads,
        requires_working_threading=_same,
        reap_threads=_plainly,
        join_thread=lambda thread, timeout=None: thread.join(timeout),
        catch_threading_exception=catch_threading_exception,
    )
    return threads


def _import_helper(queue: Any) -> types.ModuleType:
    """``test.support.import_helper``."""

    def import_fresh_module(name: str, fresh: Any = (), blocked: Any = ()) -> Any:  # noqa: ARG001  its callers name it
        if not blocked:
            return queue
        plain = types.ModuleType(name)
        plain.__dict__.update(vars(queue))
        plain.__dict__["SimpleQueue"] = queue._PySimpleQueue  # noqa: SLF001  what is there without its C
        return plain

    imports = types.ModuleType("test.support.import_helper")
    imports.__dict__.update(import_fresh_module=import_fresh_module, import_module=importlib.import_module)
    return imports


def _script_helper() -> types.ModuleType:
    """``test.support.script_helper``."""

    def refused(*_: Any, **__: Any) -> Any:
        raise unittest.SkipTest("starts a process")

    script = types.ModuleType("test.support.script_helper")
    script.__dict__.update(assert_python_ok=refused, assert_python_failure=refused)
    return script


def stand_ins(threading: Any, clock: Any, queue: Any) -> dict[str, types.ModuleType]:
    """``test.support`` and its helpers, over the world's own threads and time."""
    support = _support(clock)
    helpers = {
        "threading_helper": _threading_helper(threading, clock),
        "import_helper": _import_helper(queue),
        "script_helper": _script_helper(),
    }
    support.__dict__.update(helpers)
    top = types.ModuleType("test")
    top.__dict__["support"] = support
    return {
        "test": top,
        "test.support": support,
        **{f"test.support.{name}": helper for name, helper in helpers.items()},
        "test.support.warnings_helper": support.warnings_helper,
    }


def _for_processes(image: Any, support: Any) -> dict[str, types.ModuleType]:
    """What the tests of processes import besides: they only name most of it."""
    signals = types.ModuleType("signal")
    signals.__dict__.update({k: v for k, v in vars(signal).items() if isinstance(v, signal.Signals)})
    # its classes are registered when the module is executed; what starts one is left out
    managers = importlib.import_module("multiprocessing.managers")
    image.find("multiprocessing").managers = managers
    helpers = {}
    for name in ("hashlib_helper", "os_helper", "socket_helper"):
        helper = types.ModuleType(f"test.support.{name}")
        helper.__dict__["__getattr__"] = lambda _: _same
        helpers[helper.__name__] = support.__dict__[name] = helper
    return {"signal": signals, "multiprocessing.managers": managers, **helpers}


class _Always:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = object.__hash__


class _TestStage(Stage):
    """A stage on which CPython's tests are a program: each process loads them, with the stand-ins."""

    def __init__(self, codes: list[tuple[str, types.CodeType]]) -> None:
        self._tests = codes
        super().__init__(("attempt.py", ""), ("suite.py", ""))

    def leave(self) -> None:
        """End the first process."""
        self._system.leave()

    def _load(self, image: Any, name: str) -> types.ModuleType | None:
        code = dict(self._tests).get(name)
        if code is None:
            return super()._load(image, name)
        stands = stand_ins(image.threading, image.find("time"), image.find("queue"))
        if name == "mp_tests":
            stands |= _for_processes(image, stands["test.support"])
        for other, module in stands.items():
            image.add(other, module)
        module = types.ModuleType(name)
        module.__dict__.update(__builtins__=image.builtins, __file__=code.co_filename)
        image.add(name, module)
        if image is self._modules:
            sys.modules[name] = module
        exec(code, module.__dict__)  # noqa: S102  CPython's own tests
        return module


class Room:
    """A world in which CPython's tests are loaded anew for each execution."""

    def __init__(self, group: str) -> None:
        self.group = group
        self._codes: list[tuple[str, types.CodeType]] = []
        self.stage = _TestStage(self._codes)
        self.world = self.stage.world
        self.world.jumping = True
        self.world.step_limit = 100_000
        self._modules = self.stage._modules  # noqa: SLF001  tests are imported as the suite's modules are
        for name, of in GROUPS[group]:
            try:
                spec = importlib.util.find_spec(of)
            except ModuleNotFoundError:
                spec = None
            if spec is None or spec.origin is None:
                continue  # this Python has no such test
            source = Path(spec.origin).read_text(encoding="utf-8")
            source = source.replace("from .executor import", "from tcf_executor import")
            source = source.replace("from .util import", "from tcf_util import")
            for large, small in {**SMALLER, **PATCHED}.items():
                source = source.replace(large, small)
            if group == "processes":
                source += INSTALL
            self._codes.append((name, compile(source, spec.origin, "exec", dont_inherit=True)))

    def load(self) -> dict[str, type[unittest.TestCase]]:
        """The test classes, from modules executed just now."""
        modules = self._modules
        found: dict[str, type[unittest.TestCase]] = {}
        for name, _ in self._codes:
            module = modules.find(name)
            cases = {key: value for key, value in vars(module).items() if isinstance(value, type)}
            found.update(
                {
                    key: value
                    for key, value in cases.items()
                    if issubclass(value, unittest.TestCase) and value.__module__ == name
                }
            )
        if "LockTests" in found:
            threading = modules.threading
            found = {
                key: type(key, (found[base],), {kind: staticmethod(getattr(threading, of))})
                for key, (base, kind, of) in LOCKS.items()
            }
        foreign = () if self.group == "processes" else ("Process", "Interpreter")
        return {key: value for key, value in found.items() if not any(what in key for what in foreign)}

    def names(self) -> list[tuple[str, str]]:
        """Every test of the group."""
        loaded = self.load()
        loader = unittest.defaultTestLoader
        abstract = {"BaseTestCase", "BaseLockTests", "BaseSemaphoreTests"}
        classes = ((key, cls) for key, cls in loaded.items() if key not in abstract)
        return [(key, test) for key, cls in classes for test in loader.getTestCaseNames(cls)]

    def run(self, key: str, test: str, chooser: Any) -> tuple[str, str]:
        """``passed``, ``skipped`` or what went wrong, and the traceback."""
        skipped = ""

        def scenario() -> None:
            nonlocal skipped
            whole = self.group == "processes"  # these keep a pool for a class, and end as an interpreter does
            if whole:
                self._modules.find("multiprocessing").set_start_method("spawn", force=True)
            cls = self.load()[key]
            case = cls(test)
            method = getattr(case, test)
            reason = getattr(cls, "__unittest_skip_why__", "") or getattr(method, "__unittest_skip_why__", "")
            if reason:
                skipped = str(reason)
                return
            try:
                if whole:
                    cls.setUpClass()
                case.setUp()
                try:
                    method()
                finally:
                    case.tearDown()
                    case.doCleanups()
                if whole:
                    cls.tearDownClass()
            except unittest.SkipTest as skip:
                skipped = str(skip)
            if whole:
                self.stage.leave()

        outcome = self.world.run(scenario, chooser)
        if skipped:
            return f"skipped: {skipped}", ""
        error = outcome.error
        if not error:
            return outcome.kind, ""
        text = "".join(traceback.format_exception(error))
        first = str(error).splitlines()[0][:90] if str(error) else ""
        said = f"{outcome.kind}: {type(error).__name__}: {first}"
        return ("passed" if outcome.kind == "passed" else said), text


def _late(*_: object) -> None:
    raise TimeoutError(f"no end after {SECONDS} s")


def reason(test: str) -> str:
    """Why this test is right not to pass; empty if it has to."""
    return next((why for name, why in REASONS.items() if test.endswith(name)), "")


def show(line: str) -> None:
    """One more line of the table."""
    print(line)  # noqa: T201  the table is what this script is for


def row(name: str, counts: Counter[str]) -> str:
    """A line of numbers."""
    total, passed, skipped, other, left = (
        counts.total(),
        *(counts[kind] for kind in ("passed", "skipped", "other", "left")),
    )
    return f"{name:<36} {total:>5} {passed:>6} {skipped:>7} {other:>5} {left:>8}"


class Table:
    """What came of every test, and of each that did not pass the reason."""

    def __init__(self, *, tracebacks: bool) -> None:
        self.tracebacks = tracebacks
        self.unexplained = 0
        self.told: list[str] = []
        self.totals: Counter[str] = Counter()

    def group(self, group: str, part: str) -> None:
        """Run and count the tests of ``group`` that have ``part`` in their name."""
        room = Room(group)
        counted: dict[str, Counter[str]] = {}
        for key, test in room.names():
            whole = f"{key}.{test}"
            why = next((why for name, why in LEFT_OUT.items() if name in whole), "")
            if part in whole and group == "processes" and why:
                counted.setdefault(key, Counter())["left"] += 1
                self.told.append(f"{whole}: left out\n    {why}")
            elif part in whole:
                room, said, text = self.attempt(room, group, key, test)
                counted.setdefault(key, Counter())[self.note(f"{key}.{test}", said, text)] += 1
        for key, counts in counted.items():
            show(row(key, counts))
            self.totals += counts

    def attempt(self, room: Room, group: str, key: str, test: str) -> tuple[Room, str, str]:
        """The room for the next test, and what the first schedule said that did not pass, if any."""
        said, text = "passed", ""
        seeds = range(FEWER.get(group, SCHEDULES))
        for number, chooser in enumerate([Follow(()), *map(Uniform, seeds)]):
            signal.alarm(SECONDS)
            try:
                said, text = room.run(key, test, chooser)
            except TimeoutError as error:
                said, text = str(error), ""
                room = Room(group)
            finally:
                signal.alarm(0)
            if said != "passed":
                return room, said if said.startswith("skipped") else f"schedule {number}: {said}", text
        return room, said, text

    def note(self, whole: str, said: str, text: str) -> str:
        """Keep what is to be told of the test ``whole``; the column in which it counts."""
        kind = said if said == "passed" else "skipped" if said.startswith("skipped") else "other"
        why = reason(whole)
        if kind == "other" or (kind == "passed" and why):
            self.unexplained += not why or kind == "passed"
            shown = f"\n{text}" if self.tracebacks else ""
            self.told.append(f"{whole}: {said}\n    {why or 'NOT EXPLAINED'}{shown}")
        elif kind == "skipped":
            self.told.append(f"{whole}: {said}")
        return kind


def main() -> int:
    """Print the table; 1 if anything is unexplained."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help=", ".join(GROUPS))
    parser.add_argument("-v", action="store_true", help="show tracebacks")
    parser.add_argument("-k", default="", help="only tests with this in their name")
    asked = parser.parse_args()
    if importlib.util.find_spec("test.lock_tests") is None:
        sys.exit(f"{sys.executable} has no Lib/test: use a Python that was installed with it (pyenv's is)")
    signal.signal(signal.SIGALRM, _late)
    schedules = ", ".join(f"{FEWER.get(group, SCHEDULES)} for {group}" for group in asked.groups or GROUPS)
    show(f"Python {sys.version.split()[0]}; the default schedule and random ones: {schedules}")
    show(f"{'class':<36} {'tests':>5} {'passed':>6} {'skipped':>7} {'other':>5} {'left out':>8}")
    table = Table(tracebacks=asked.v)
    began = time.monotonic()
    for group in asked.groups or GROUPS:
        table.group(group, asked.k)
    show(row("all", table.totals))
    ended = f"{time.monotonic() - began:.0f} s; {table.unexplained} unexplained"
    show("\n".join(["", *table.told, "", ended]))
    return 1 if table.unexplained else 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # worlds that were given up are not taken apart: that would only be noise
