"""Runs CPython's tests of ``threading``, ``queue`` and ``concurrent.futures`` inside the explorer's world.

Each test is executed in a world of its own: under the default schedule, then under a handful of random
ones, all on the jumping clock, since these tests rely on a sleep that ends after whatever can run has run.
The tests are CPython's source, but for two numbers (``SMALLER``), and not rewritten; ``test.support`` is a
small stand-in, because the real one measures real threads and real time. Run it with the interpreter to be
proved::

    python tests/fidelity/stdlib_in_the_world.py               # everything, about a minute
    python tests/fidelity/stdlib_in_the_world.py -v queue      # one group, with tracebacks

Every test that does not pass is listed with the reason why that is right; one without a reason, or one
that has a reason and passes, makes the exit code 1.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import io
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
}
# a hundred threads that hand ten thousand items over take CPython a second, and here hours: every step of
# theirs is a switch that the schedule decides
SMALLER = {"        N = 50\n": "        N = 5\n", "inputs = list(range(10000))": "inputs = list(range(20))"}
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


class _Always:
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = object.__hash__


class Room:
    """A world in which CPython's tests are loaded anew for each execution."""

    def __init__(self, group: str) -> None:
        self.stage = Stage(("attempt.py", ""), ("suite.py", ""))
        self.world = self.stage.world
        self.world.jumping = True
        self.world.step_limit = 100_000
        self._modules = self.stage._modules  # noqa: SLF001  tests are imported as the suite's modules are
        self._codes = []
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
            for large, small in SMALLER.items():
                source = source.replace(large, small)
            self._codes.append((name, compile(source, spec.origin, "exec", dont_inherit=True)))

    def load(self) -> dict[str, type[unittest.TestCase]]:
        """The test classes, from modules executed just now."""
        modules = self._modules
        loaded = modules._loaded  # noqa: SLF001  the stand-ins need the world's own
        stands = stand_ins(modules.threading, loaded["time"], loaded["queue"])
        for name, module in stands.items():
            modules.add(name, module)
        found: dict[str, type[unittest.TestCase]] = {}
        for name, code in self._codes:
            module = types.ModuleType(name)
            module.__dict__.update(__builtins__=modules.builtins, __file__=code.co_filename)
            modules.add(name, module)
            sys.modules[name] = module
            exec(code, module.__dict__)  # noqa: S102  CPython's own tests
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
        foreign = ("Process", "Interpreter")
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
            cls = self.load()[key]
            case = cls(test)
            method = getattr(case, test)
            reason = getattr(cls, "__unittest_skip_why__", "") or getattr(method, "__unittest_skip_why__", "")
            if reason:
                skipped = str(reason)
                return
            try:
                case.setUp()
                try:
                    method()
                finally:
                    case.tearDown()
                    case.doCleanups()
            except unittest.SkipTest as skip:
                skipped = str(skip)

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
    total, passed, skipped, other = (
        counts.total(),
        *(counts[kind] for kind in ("passed", "skipped", "other")),
    )
    return f"{name:<36} {total:>5} {passed:>6} {skipped:>7} {other:>5}"


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
            if part in f"{key}.{test}":
                room, said, text = self.attempt(room, group, key, test)
                counted.setdefault(key, Counter())[self.note(f"{key}.{test}", said, text)] += 1
        for key, counts in counted.items():
            show(row(key, counts))
            self.totals += counts

    def attempt(self, room: Room, group: str, key: str, test: str) -> tuple[Room, str, str]:
        """The room for the next test, and what the first schedule said that did not pass, if any."""
        said, text = "passed", ""
        for number, chooser in enumerate([Follow(()), *(Uniform(seed) for seed in range(SCHEDULES))]):
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
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="locks, queue, futures")
    parser.add_argument("-v", action="store_true", help="show tracebacks")
    parser.add_argument("-k", default="", help="only tests with this in their name")
    asked = parser.parse_args()
    if importlib.util.find_spec("test.lock_tests") is None:
        sys.exit(f"{sys.executable} has no Lib/test: use a Python that was installed with it (pyenv's is)")
    signal.signal(signal.SIGALRM, _late)
    show(f"Python {sys.version.split()[0]}; the default schedule and {SCHEDULES} random ones for each test")
    show(f"{'class':<36} {'tests':>5} {'passed':>6} {'skipped':>7} {'other':>5}")
    table = Table(tracebacks=asked.v)
    began = time.monotonic()
    for group in asked.groups or GROUPS:
        table.group(group, asked.k)
    show(row("all", table.totals))
    ended = f"{time.monotonic() - began:.0f} s; {table.unexplained} unexplained"
    show("\n".join(["", *table.told, "", ended]))
    return 1 if table.unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
