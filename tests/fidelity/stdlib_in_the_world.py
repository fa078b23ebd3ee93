"""Runs CPython's own tests of ``threading``, ``queue`` and ``concurrent.futures`` inside the explorer's world.

Each test is executed in a world of its own: under the default schedule, then under a handful of random
ones, all on the jumping clock, since these tests rely on a sleep that ends after whatever can run has run.
The tests are CPython's source as it is, not rewritten; ``test.support`` is a small stand-in, because the
real one measures real threads and real time. Run it with the interpreter to be proved::

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
# what does not pass, by the end of its name, and why that is right
_PROCESSES = "it starts processes, which are outside of the world, and is told so"
_SILENT = "it reads what the executor logs; in the world that logger is silent, since it also logs unwinding"
REASONS = {
    "ThreadPoolExecutorTest.test_hang_global_shutdown_lock": _PROCESSES,
    "FailingInitializerResourcesTest.test_forkserver": _PROCESSES,
    "FailingInitializerResourcesTest.test_spawn": _PROCESSES,
    "ThreadPoolShutdownTest.test_hang_gh94440": "it sets a signal's handler, which is outside of the world",
    "FutureTests.test_done_callback_raises": _SILENT,
    "FutureTests.test_done_callback_raises_already_succeeded": _SILENT,
    "ThreadPoolFailingInitializerTest.test_initializer": _SILENT,
    "ThreadPoolShutdownTest.test_cancel_futures": "it asserts that some work had begun, which no schedule promises",
    "ConditionAsRLockTests.test_recursion_count": "a Condition has no _recursion_count; test_threading skips it too",
}


def stand_ins(threading: Any, clock: Any, queue: Any) -> dict[str, types.ModuleType]:
    """``test.support`` and its helpers, over the world's own threads and time."""
    support, threads, imports = (types.ModuleType(f"test.support{n}") for n in ("", ".threading_helper", ".import_helper"))

    def sleeping_retry(timeout: float, *_: Any, **__: Any) -> Any:
        end = clock.monotonic() + timeout
        while clock.monotonic() < end:
            yield
            clock.sleep(0.01)
        raise AssertionError("timed out")

    def same(*_: Any, **__: Any) -> Any:
        return lambda test: test

    def nothing(*_: Any, **__: Any) -> Any:
        return ()

    @contextmanager
    def wait_threads_exit(*_: Any, **__: Any) -> Any:
        before = threading._thread._count() if hasattr(threading, "_thread") else None
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

    @contextmanager
    def captured_stderr() -> Any:
        with redirect_stderr(io.StringIO()) as out:
            yield out

    def fresh(name: str, fresh: Any = (), blocked: Any = ()) -> Any:
        if not blocked:
            return queue
        plain = types.ModuleType(name)
        plain.__dict__.update(vars(queue))
        plain.SimpleQueue = plain._PySimpleQueue  # type: ignore[attr-defined]
        return plain

    support.__dict__.update(
        SHORT_TIMEOUT=30.0, LONG_TIMEOUT=300.0, LOOPBACK_TIMEOUT=10.0, verbose=0, has_fork_support=False,
        has_subprocess_support=False, MS_WINDOWS=False, Py_GIL_DISABLED=False, ALWAYS_EQ=_Always(), NEVER_EQ=object(),
        sleeping_retry=sleeping_retry, busy_retry=sleeping_retry, gc_collect=gc.collect, reap_children=nothing,
        check_sanitizer=lambda **_: False, cpython_only=lambda test: test, bigmemtest=same, requires_resource=same,
        skip_if_sanitizer=same, threading_helper=threads, import_helper=imports, refcount_test=lambda test: test,
        captured_stderr=captured_stderr, setswitchinterval=nothing, is_resource_enabled=lambda _: False, warnings_helper=types.SimpleNamespace(
            ignore_fork_in_thread_deprecation_warnings=lambda test: test),
    )  # fmt: skip
    support.__getattr__ = lambda name: same if name.startswith(("requires_", "skip_")) else None  # type: ignore[method-assign]
    threads.__dict__.update(
        threading_setup=nothing, threading_cleanup=nothing, wait_threads_exit=wait_threads_exit,
        start_threads=start_threads, requires_working_threading=same, reap_threads=lambda test: test,
        join_thread=lambda thread, timeout=None: thread.join(timeout), catch_threading_exception=catch_threading_exception,
    )  # fmt: skip
    imports.__dict__.update(import_fresh_module=fresh, import_module=importlib.import_module)
    top = types.ModuleType("test")
    top.support = support  # type: ignore[attr-defined]
    script = types.ModuleType("test.support.script_helper")
    script.assert_python_ok = lambda *_, **__: (_ for _ in ()).throw(unittest.SkipTest("starts a process"))  # type: ignore[attr-defined]
    script.assert_python_failure = script.assert_python_ok  # type: ignore[attr-defined]
    support.script_helper = script  # type: ignore[attr-defined]
    return {
        "test": top,
        "test.support": support,
        "test.support.threading_helper": threads,
        "test.support.import_helper": imports,
        "test.support.script_helper": script,
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
        self._modules = self.stage._modules
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
            self._codes.append((name, compile(source, spec.origin, "exec", dont_inherit=True)))

    def load(self) -> dict[str, type[unittest.TestCase]]:
        """The test classes, from modules executed just now."""
        modules = self._modules
        stands = stand_ins(modules.threading, modules._loaded["time"], modules._loaded["queue"])
        for name, module in stands.items():
            modules.add(name, module)
        found: dict[str, type[unittest.TestCase]] = {}
        for name, code in self._codes:
            module = types.ModuleType(name)
            module.__dict__.update(__builtins__=modules.builtins, __file__=code.co_filename)
            modules.add(name, module)
            sys.modules[name] = module
            exec(code, module.__dict__)  # noqa: S102  CPython's own tests
            for key, value in vars(module).items():
                if isinstance(value, type) and issubclass(value, unittest.TestCase) and value.__module__ == name:
                    found[key] = value
        if "LockTests" in found:
            threading = modules.threading
            found = {
                key: type(key, (found[base],), {kind: staticmethod(getattr(threading, of))})
                for key, (base, kind, of) in LOCKS.items()
            }
        return {key: value for key, value in found.items() if "Process" not in key and "Interpreter" not in key}

    def names(self) -> list[tuple[str, str]]:
        """Every test of the group."""
        loaded = self.load()
        loader = unittest.defaultTestLoader
        abstract = {"BaseTestCase", "BaseLockTests", "BaseSemaphoreTests"}
        return [(key, test) for key, cls in loaded.items() if key not in abstract for test in loader.getTestCaseNames(cls)]

    def run(self, key: str, test: str, chooser: Any) -> tuple[str, str]:
        """``passed``, ``skipped`` or what went wrong, and the traceback."""
        skipped = ""

        def scenario() -> None:
            nonlocal skipped
            cls = self.load()[key]
            case = cls(test)
            method = getattr(case, test)
            reason = getattr(cls, "__unittest_skip_why__", "") or getattr(method, "__unittest_skip_why__", "")
            try:
                if reason:
                    raise unittest.SkipTest(reason)
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
        text = "".join(traceback.format_exception(error)) if error else ""
        said = f"{outcome.kind}: {type(error).__name__}: {str(error).splitlines()[0][:90] if str(error) else ''}" if error else outcome.kind
        return ("passed" if outcome.kind == "passed" else said), text


def _late(*_: object) -> None:
    raise TimeoutError(f"no end after {SECONDS} s")


def reason(test: str) -> str:
    """Why this test is right not to pass; empty if it has to."""
    return next((why for name, why in REASONS.items() if test.endswith(name)), "")


def main() -> int:
    """Print the table; 1 if anything is unexplained."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="locks, queue, futures")
    parser.add_argument("-v", action="store_true", help="show tracebacks")
    parser.add_argument("-k", default="", help="only tests with this in their name")
    asked = parser.parse_args()
    if importlib.util.find_spec("test.lock_tests") is None:
        sys.exit(f"{sys.executable} has no Lib/test: use a Python that was installed with it (pyenv's is)")
    signal.signal(signal.SIGALRM, _late)
    print(f"Python {sys.version.split()[0]}; the default schedule and {SCHEDULES} random ones for each test")
    print(f"{'class':<36} {'tests':>5} {'passed':>6} {'skipped':>7} {'other':>5}")
    unexplained = 0
    told: list[str] = []
    totals: Counter[str] = Counter()
    began = time.monotonic()
    for group in asked.groups or GROUPS:
        room = Room(group)
        table: dict[str, Counter[str]] = {}
        for key, test in room.names():
            whole = f"{key}.{test}"
            if asked.k not in whole:
                continue
            said = "passed"
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
                    said = f"schedule {number}: {said}" if not said.startswith("skipped") else said
                    break
            kind = said if said == "passed" else "skipped" if said.startswith("skipped") else "other"
            table.setdefault(key, Counter())[kind] += 1
            why = reason(whole)
            if kind == "other" or (kind == "passed" and why):
                unexplained += not why or kind == "passed"
                told.append(f"{whole}: {said}\n    {why or 'NOT EXPLAINED'}" + (f"\n{text}" if asked.v else ""))
            elif kind == "skipped":
                told.append(f"{whole}: {said}")
        for key, counts in table.items():
            print(f"{key:<36} {counts.total():>5} {counts['passed']:>6} {counts['skipped']:>7} {counts['other']:>5}")
            totals += counts
    print(f"{'all':<36} {totals.total():>5} {totals['passed']:>6} {totals['skipped']:>7} {totals['other']:>5}")
    print("\n".join(["", *told, "", f"{time.monotonic() - began:.0f} s; {unexplained} unexplained"]))
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
