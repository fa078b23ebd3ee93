"""What a submission may use in the explorer's world, and what it is told where the world ends."""

from __future__ import annotations

import gc
import sys
import textwrap

import pytest

from grader.explore.scenario import Stage
from grader.explore.search import Limits, Search
from grader.explore.world import World
from grader.worker.schedules import Schedules


class Job:
    """A job whose kata leaves what is ``outside`` to its other stages."""

    suite = __file__
    options: dict[str, object] = {}  # noqa: RUF012  never changed

    def __init__(self, outside: object) -> None:
        self.limits = {"outside": outside}


def judge(submission: str, suite: str = "", **limits: object) -> tuple[str, str]:
    """The verdict and its cause (or what it rests on) for one scenario, judged as the stage does."""
    submission = textwrap.dedent(submission)
    scenario = textwrap.dedent(suite) or "def test(attempt, together):\n    attempt.main(together)\n"
    stage = Stage(("attempt.py", submission), ("schedules.py", scenario))
    run = stage.scenario("test", ("attempt", "together"), {})
    outside = limits.pop("outside", ())
    asked = Limits(**{"seconds": 20.0, "wander": 10, **limits})
    found = Search(stage.world, run, asked).run()
    stages = Schedules(Job(outside), None)
    result = stages._judged(stage, run, found, asked, "test")  # noqa: SLF001  the verdict alone, without a worker
    for name in ("attempt", "suite"):  # the last that the interpreter knows of this world
        sys.modules.pop(name, None)
    return str(result.verdict), result.cause or result.rests_on


# every one of these is right, or is told what it did
INSIDE = {
    "sys.modules": """
        import sys
        def main(together):
            threading = sys.modules["threading"]
            lock = threading.Lock()
            t = threading.Thread(target=lock.acquire); t.start(); t.join()
            assert lock.locked()
        """,
    "import_module": """
        import importlib
        threading = importlib.import_module("threading")
        def main(together):
            t = threading.Thread(target=importlib.import_module("time").sleep, args=(1e6,))
            t.start(); t.join()
        """,
    "__import__": """
        def main(together):
            e = __import__("threading").Event()
            together(e.wait, e.set)
            futures = __import__("concurrent.futures").futures
            with futures.ThreadPoolExecutor(1) as pool: assert pool.submit(len, "ab").result() == 2
        """,
    "star import": """
        from threading import *
        from queue import *
        from time import *
        def main(together):
            e, q = Event(), Queue()
            together(e.wait, lambda: (sleep(10), q.put(1), e.set()))
            assert q.get() == 1
        """,
    "import as": """
        import threading as t, queue as q, time as c
        import concurrent.futures as cf, concurrent.futures.thread as ct
        from concurrent import futures
        from concurrent.futures import ThreadPoolExecutor as Pool, wait as wait_for
        import concurrent.futures.thread
        import concurrent.futures
        def main(together):
            assert cf is futures is concurrent.futures
            whole = concurrent.futures.thread.ThreadPoolExecutor
            assert cf.ThreadPoolExecutor is ct.ThreadPoolExecutor is whole is Pool
            with Pool(1) as pool:
                done, _ = wait_for([pool.submit(lambda: t.current_thread() is not t.main_thread())])
                assert done.pop().result()
            try: q.Queue().get_nowait()
            except q.Empty: pass
        """,
    "package imports": """
        import os.path, collections.abc, xml.etree.ElementTree as ET
        import importlib.util, urllib.parse, email.message
        import json.decoder, logging.handlers, unittest.mock, http
        from os import path
        from http import HTTPStatus
        from urllib.parse import urlparse
        def main(together):
            assert os.path is path and collections.abc.Mapping and ET.Element("x").tag == "x"
            assert urlparse("http://x/y").path == urllib.parse.urlparse("/y").path
            assert importlib.util.find_spec("json") and HTTPStatus.OK == 200 and http.HTTPStatus.OK == 200
        """,
    "imports that are not used": """
        import socket, multiprocessing, subprocess, signal, asyncio, ctypes, select, ssl, mmap, fcntl
        import multiprocessing.shared_memory, concurrent.futures.process
        import http.server, urllib.request, socketserver
        import multiprocessing as mp
        from multiprocessing import Process, Queue, Lock as ProcessLock, cpu_count
        from multiprocessing.pool import ThreadPool
        from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
        from subprocess import run, PIPE
        from socket import socket as Socket
        from asyncio import gather, sleep
        from signal import SIGINT, signal as on_signal
        from os import fork, getpid
        def main(together):
            with ThreadPoolExecutor(1) as pool: assert pool.submit(getpid).result()
        """,
    "type checking": """
        from __future__ import annotations
        from typing import TYPE_CHECKING, NamedTuple, TypedDict, Generic, TypeVar, Protocol, Callable
        import typing
        from dataclasses import dataclass, field, replace, asdict
        if TYPE_CHECKING:
            import socket
            from multiprocessing import Process
            from nowhere import Nothing
        T = TypeVar("T")
        class Point(NamedTuple):
            x: int
            y: Nothing = 2
        class Movie(TypedDict): name: str
        class Box(Generic[T]):
            def __init__(self, v: T) -> None: self.v: T = v
        class Runs(Protocol):
            def run(self) -> None: ...
        @dataclass
        class Job(Generic[T]):
            work: Callable[[], T]
            socket: socket.socket | None = None
            log: list[str] = field(default_factory=list)
        @dataclass(frozen=True, slots=True, order=True)
        class Key: a: int; b: str = "b"
        def main(together):
            job = Job(lambda: 1); together(job.work, job.work)
            assert {Key(1): 2}[Key(1)] == 2 and Key(1) < Key(2) and len({Key(1), Key(1)}) == 1
            try: hash(job); raise AssertionError
            except TypeError: pass
            assert Point(1).y == 2 and Movie(name="x")["name"] == "x" and Box[int](3).v == 3
            assert (typing.get_type_hints(Box.__init__, localns={"T": T})
                    and asdict(replace(Key(1), a=2)) == {"a": 2, "b": "b"})
        """,
    "hash of plain and data classes": """
        from dataclasses import dataclass
        import enum
        class Plain: pass
        @dataclass(eq=False)
        class ById: x: int
        @dataclass(unsafe_hash=True)
        class ByValue: x: int
        class Equal:
            def __eq__(self, other): return True
        class Color(enum.Enum): RED = 1
        def main(together):
            a, b = Plain(), Plain()
            assert len({a, b, a}) == 2 and len({ById(1), ById(1)}) == 2 and len({ByValue(1), ByValue(1)}) == 1
            assert {Color.RED: 1}[Color(1)] == 1
            try: hash(Equal()); raise AssertionError
            except TypeError: pass
        """,
    "enum and abc": """
        import abc, enum
        class State(enum.Enum):
            OPEN = enum.auto(); CLOSED = enum.auto()
            @property
            def other(self): return State.CLOSED if self is State.OPEN else State.OPEN
        class Flags(enum.IntFlag): A = 1; B = 2
        class Base(abc.ABC):
            @abc.abstractmethod
            def run(self): ...
        class Child(Base):
            def run(self): return State.OPEN.other
        def main(together):
            assert together(Child().run, Child().run) == [State.CLOSED] * 2 and Flags.A | Flags.B == 3
            try: Base(); raise AssertionError
            except TypeError: pass
        """,
    "functools": """
        import functools, threading
        def locked(f):
            lock = threading.Lock()
            @functools.wraps(f)
            def wrapper(*args, **kwargs):
                with lock: return f(*args, **kwargs)
            return wrapper
        total = 0
        @locked
        def add():
            "Adds."
            global total
            total += 1
        @functools.lru_cache
        def square(x): return x * x
        class Lazy:
            @functools.cached_property
            def value(self): return 5
            @functools.partialmethod
            def nothing(self): pass
        @functools.singledispatch
        def kind(x): return "object"
        @kind.register
        def _(x: int): return "int"
        @functools.total_ordering
        class V:
            def __init__(self, v): self.v = v
            def __lt__(self, o): return self.v < o.v
            def __eq__(self, o): return self.v == o.v
        def main(together):
            together(add, functools.partial(add), add)
            assert total == 3 and add.__doc__ == "Adds."
            assert together(lambda: square(3), lambda: square(3)) == [9, 9]
            lazy = Lazy(); assert together(lambda: lazy.value, lambda: lazy.value) == [5, 5]
            assert kind(1) == "int" and kind("") == "object" and V(1) <= V(2)
            assert functools.reduce(max, [1, 3, 2]) == 3
        """,
    "contextlib": """
        import contextlib, threading
        lock = threading.Lock(); n = 0
        @contextlib.contextmanager
        def held():
            lock.acquire()
            try: yield lock
            finally: lock.release()
        def add():
            global n
            with contextlib.ExitStack() as stack:
                stack.enter_context(held()); n = n + 1
        def main(together):
            together(add, add)
            closable = type("C", (), {"close": lambda s: None})
            with contextlib.suppress(KeyError), contextlib.closing(closable()): {}[1]
            assert n == 2
        """,
    "weakref": """
        import gc, weakref
        class Thing: pass
        def main(together):
            cache = weakref.WeakValueDictionary(); kept = Thing(); cache["k"] = kept
            assert together(lambda: cache.get("k"), lambda: cache["k"]) == [kept, kept]
            ref = weakref.ref(kept); assert ref() is kept
            done = []; f = weakref.finalize(kept, done.append, 1); f(); assert done == [1] and not f.alive
            keys = weakref.WeakKeyDictionary(); keys[kept] = 1; assert len(keys) == 1
        """,
    "logging": """
        import logging
        log = logging.getLogger(__name__); log.setLevel(logging.INFO)
        seen = []
        class Handler(logging.Handler):
            def emit(self, record): seen.append((record.threadName, record.getMessage()))
        log.addHandler(Handler()); log.propagate = False
        def main(together):
            together(lambda: log.info("x %d", 1), lambda: log.warning("y"))
            assert sorted(m for _, m in seen) == ["x 1", "y"]
            logging.info("to the root")
        """,
    "pickle and copy": """
        import copy, pickle, threading
        class Account:
            def __init__(self, n): self.n, self.log = n, [n]
        class Locked:
            def __init__(self): self.lock = threading.Lock(); self.n = 1
            def __getstate__(self): return {"n": self.n}
            def __setstate__(self, state): self.__init__(); self.__dict__.update(state)
        def main(together):
            a = Account(3)
            def work():
                b, c = copy.deepcopy(a), copy.copy(a)
                return b.log is not a.log and c.log is a.log
            assert together(work, work) == [True, True]
            assert pickle.loads(pickle.dumps(a)).n == 3 and pickle.loads(pickle.dumps(Locked())).n == 1
            try: pickle.dumps(threading.Lock()); raise AssertionError("pickled")
            except TypeError: pass
        """,
    "recursion": """
        def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
        def down(n): return 0 if n == 0 else 1 + down(n - 1)
        def main(together): assert together(lambda: fib(8), lambda: down(300)) == [21, 300]
        """,
    "recursion without end": """
        def deep(n): return deep(n + 1)
        class P:
            @property
            def p(self): return self.p
        def catch(f):
            try: f()
            except RecursionError: return "deep"
        def main(together):
            assert together(lambda: catch(lambda: deep(0)), lambda: catch(lambda: P().p)) == ["deep", "deep"]
        """,
    "__del__": """
        import gc
        log = []
        class R:
            def __init__(self): log.append("made")
            def __del__(self): log.append("gone")
        def main(together):
            def use():
                R()
            together(use, use)
            assert log.count("made") == 2
        """,
    "sys.exit in a thread": """
        import sys, threading, _thread
        def main(together):
            threads = [threading.Thread(target=sys.exit, args=(n,)) for n in range(2)]
            for t in threads: t.start()
            for t in threads: t.join()
            def leave(): raise SystemExit("bye")
            t = threading.Thread(target=leave); t.start(); t.join()
            assert not t.is_alive()
        """,
    "generators under a lock": """
        import threading
        def numbers():
            n = 0
            while True:
                n += 1
                yield n
        class Safe:
            def __init__(self, it): self.it, self.lock = it, threading.Lock()
            def __iter__(self): return self
            def __next__(self):
                with self.lock: return next(self.it)
        def main(together):
            safe = Safe(numbers())
            assert sorted(together(lambda: next(safe), lambda: next(safe))) == [1, 2]
        """,
    "print and __file__": """
        from pathlib import Path
        import io, contextlib, os, sys
        def main(together):
            together(lambda: print("x", end=""), lambda: print("y", file=sys.stderr))
            out = io.StringIO()
            with contextlib.redirect_stdout(out): print("z")
            assert out.getvalue() == "z\\n"
            assert Path(__file__).name == "attempt.py" and __name__ == "attempt"
            assert os.getpid() and os.cpu_count()
        if __name__ == "__main__": raise SystemExit("not here")
        """,
    "thread attributes": """
        import threading
        class Worker(threading.Thread):
            def __init__(self, n):
                super().__init__(name=f"worker-{n}", daemon=True); self.n = n; self.out = None
            def run(self):
                me = threading.current_thread() is self
                self.out = (me, threading.get_ident() == self.ident, self.name)
        local = threading.local()
        def main(together):
            ws = [Worker(n) for n in range(2)]
            for w in ws: assert not w.is_alive() and w.ident is None; w.start()
            for w in ws: w.join(); assert w.out == (True, True, f"worker-{w.n}") and not w.is_alive()
            local.x = 1
            def other(): return hasattr(local, "x")
            assert together(other, other) == [False, False] and local.x == 1
            assert threading.active_count() == 1 and threading.enumerate() == [threading.main_thread()]
            assert threading.current_thread().name == "MainThread"
            assert threading.Thread(target=main).name.startswith("Thread-")
            assert repr(ws[0]).startswith("<Worker(worker-0, stopped")
            threading.stack_size(); threading.settrace(None); threading.setprofile(None); threading.excepthook
        """,
    "a hook for exceptions": """
        import threading
        seen = []
        threading.excepthook = lambda args: seen.append((args.exc_type, args.thread.name))
        def main(together):
            t = threading.Thread(target=lambda: 1 / 0, name="t"); t.start(); t.join()
            assert seen == [(ZeroDivisionError, "t")]
        """,
    "timer, barrier, semaphore": """
        import threading
        def main(together):
            hit = threading.Event(); t = threading.Timer(5, hit.set); t.start(); hit.wait(); t.join()
            t = threading.Timer(5, hit.set); t.start(); t.cancel(); t.join()
            b = threading.Barrier(2); assert sorted(together(b.wait, b.wait)) == [0, 1]
            s = threading.BoundedSemaphore(1)
            def use():
                with s: pass
            together(use, use)
            try: s.release(); raise AssertionError
            except ValueError: pass
        """,
    "context variables": """
        import contextvars, threading
        var = contextvars.ContextVar("var", default=0)
        def main(together):
            def work(n): var.set(n); threading.Event().wait(1); return var.get()
            assert together(lambda: work(1), lambda: work(2)) == [1, 2] and var.get() == 0
            ctx = contextvars.copy_context(); ctx.run(var.set, 9); assert ctx[var] == 9
        """,
    "random and uuid": """
        import random, uuid, secrets, datetime, time, heapq, bisect, itertools, collections, string
        def main(together):
            a, b = together(random.random, lambda: random.Random(1).random())
            assert 0 <= a < 1 and random.choice("x") == "x" and random.sample([1], 1) == [1]
            assert time.monotonic() <= time.perf_counter() and time.time() > 1e9
            assert datetime.datetime(2020, 1, 1).year == 2020
            assert time.strftime("%Y", time.gmtime(0)) == "1970"
        """,
    "a spin by for": """
        import itertools
        flag = False
        def raise_():
            global flag
            flag = True
        def wait():
            for _ in itertools.count():
                if flag: return
        def main(together): together(wait, raise_)
        """,
}


@pytest.mark.parametrize("idiom", INSIDE)
def test_a_right_program_passes(idiom: str) -> None:
    """Every idiom of right Python is judged right."""
    verdict, said = judge(INSIDE[idiom], bound=1 if idiom == "logging" else 2)
    assert verdict == "passed", said


# source, what must be named, and the line (0: a thread's start is nobody's line)
OUTSIDE = {
    "socket": ("import socket\ndef main(together):\n    socket.socket()\n", "socket", 3),
    "from socket": (
        "from socket import create_connection\ndef main(together):\n    create_connection(('x', 1))\n",
        "socket.create_connection",
        3,
    ),
    "manager": (
        "import multiprocessing\ndef main(together):\n    multiprocessing.Manager()\n",
        "SyncManager",
        3,
    ),
    "listener": (
        "from multiprocessing.connection import Listener\ndef main(together):\n    Listener()\n",
        "multiprocessing.connection.Listener",
        3,
    ),
    "asyncio": (
        "import asyncio\nasync def f(): pass\ndef main(together):\n    asyncio.run(f())\n",
        "asyncio.run",
        4,
    ),
    "subprocess": (
        "import subprocess\ndef main(together):\n    subprocess.run(['true'])\n",
        "subprocess.run",
        3,
    ),
    "signal": ("import signal\ndef main(together):\n    signal.signal(signal.SIGINT, print)\n", "signal.", 3),
    "ctypes": ("import ctypes\ndef main(together):\n    ctypes.CDLL(None)\n", "ctypes.CDLL", 3),
    "fork": ("import os\ndef main(together):\n    os.fork()\n", "os.fork", 3),
    "from os": ("from os import fork\ndef main(together):\n    fork()\n", "os.fork", 3),
    "system": ("import os\ndef main(together):\n    os.system('true')\n", "os.system", 3),
    "by name": (
        "import importlib\ndef main(together):\n    importlib.import_module('socket').socket()\n",
        "socket",
        3,
    ),
    "in a thread": (
        "import socket\ndef main(together):\n    together(lambda: socket.socket(), lambda: None)\n",
        "socket",
        3,
    ),
    "caught": (
        (
            "import socket\ndef main(together):\n    while True:\n        try:\n"
            "            socket.socket()\n        except BaseException:\n            pass\n"
        ),
        "socket",
        5,
    ),
    "caught in a thread": (
        (
            "import os\ndef f():\n    while True:\n        try:\n            os.fork()\n"
            "        except:\n            pass\ndef main(together):\n    together(f, f)\n"
        ),
        "os.fork",
        5,
    ),
    "input": ("def main(together):\n    input('name? ')\n", "input", 2),
    "setprofile": (
        (
            "import threading\ndef main(together):\n    threading.setprofile(print)\n"
            "    together(print, print)\n"
        ),
        "threading.setprofile",
        0,
    ),
    "at import": (
        "import subprocess\nsubprocess.run(['true'])\ndef main(together): pass\n",
        "subprocess.run",
        2,
    ),
}


# the coroutine is made before asyncio.run is refused, so nobody awaits it, and Python says so once it is gone
NEVER_AWAITED = pytest.mark.filterwarnings("ignore:coroutine 'f' was never awaited:RuntimeWarning")


@pytest.mark.parametrize(
    "what", [pytest.param(what, marks=NEVER_AWAITED if what == "asyncio" else ()) for what in OUTSIDE]
)
def test_what_is_outside_of_the_world_is_named(what: str) -> None:
    """A submission that leaves the world is ``inconclusive``, with the name and the line, and never hangs."""
    source, named, line = OUTSIDE[what]
    verdict, said = judge(source)
    gc.collect()  # what is left of the world goes now, so that its warnings are not the next test's
    assert verdict == "inconclusive", said
    assert named in said
    assert not line or f"attempt.py:{line}" in said


FOUND = {
    "a racy import inside a function": (
        "race",
        (
            "n = 0\ndef add():\n    global n\n    import time\n"
            "    old = n; time.sleep(0); n = old + 1\ndef main(together):\n"
            "    together(add, add); assert n == 2\n"
        ),
    ),
    "two threads in one generator": (
        "race",
        (
            "import time\ndef numbers():\n    n = 0\n    while True:\n"
            "        n += 1; time.sleep(0); yield n\ndef main(together):\n    g = numbers()\n"
            "    assert sorted(together(lambda: next(g), lambda: next(g))) == [1, 2]\n"
        ),
    ),
    "a racy cached property": (
        "race",
        (
            "import functools\nmade = []\nclass C:\n    @functools.cached_property\n"
            "    def v(self): made.append(1); return object()\ndef main(together):\n"
            "    c = C(); a, b = together(lambda: c.v, lambda: c.v); assert a is b\n"
        ),
    ),
    "a racy lru_cache": (
        "race",
        (
            "import functools\ncalls = []\n@functools.lru_cache\ndef f(x):\n"
            "    calls.append(x); return x\ndef main(together):\n"
            "    together(lambda: f(1), lambda: f(1)); assert calls == [1]\n"
        ),
    ),
    "a race behind a match": (
        "race",
        (
            "last = None\ndef look(v):\n    global last\n    match v:\n"
            "        case [last, _]: pass\ndef main(together):\n    def first():\n"
            "        look([1, 0]); return last\n"
            "    assert together(first, lambda: look([2, 0]))[0] == 1\n"
        ),
    ),
    "a global of a class body": (
        "race",
        (
            "n = 0\ndef bump():\n    class C:\n        global n\n        n = n + 1\n"
            "def main(together):\n    together(bump, bump); assert n == 2\n"
        ),
    ),
    "a lock compared with contents": (
        "race",
        (
            "items = []\ndef slow():\n    global seen\n    seen = True\n    return [1]\n"
            "seen = False\ndef main(together):\n"
            "    r = together(lambda: items == slow(), lambda: items.append(1))\n"
            "    assert r[0] is True\n"
        ),
    ),
    "an endless for in one thread": (
        "livelock",
        "import itertools\ndef main(together):\n    for _ in itertools.repeat(1): pass\n",
    ),
    "an exception in a thread": (
        "wrong",
        (
            "import threading\ndef main(together):\n"
            "    t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()\n"
        ),
    ),
    "sys.exit in the scenario": ("wrong", "import sys\ndef main(together):\n    sys.exit(0)\n"),
}


@pytest.mark.parametrize("what", FOUND)
def test_a_wrong_program_is_named(what: str) -> None:
    """Each is found, as what it is."""
    expected, source = FOUND[what]
    verdict, said = judge(source)
    assert verdict == expected, said


UNORDERED = {
    "a flag without the GIL": (
        {"free_threaded": True},
        (
            "ready = False\ndef main(together):\n    def a():\n        global ready\n        ready = True\n"
            "    together(a, lambda: ready)\n"
        ),
        "T1 writes `ready` at attempt.py:5 and T2 reads it at attempt.py:6; nothing orders them",
    ),
    "the order of two locks": (
        {},
        (
            "import threading\nlock, log = threading.Lock(), []\ndef add(n):\n    with lock: log.append(n)\n"
            "def main(together):\n    together(lambda: add(1), lambda: add(2)); assert log == [1, 2]\n"
        ),
        "T2 comes to `lock` (attempt.py:4) before T1 to `lock` (attempt.py:4); nothing orders them",
    ),
    "the order of two puts": (
        {},
        (
            "import queue\ndef main(together):\n    q = queue.Queue()\n    def one(): q.put(1)\n"
            "    def two(): q.put(2)\n    together(one, two); assert q.get() == 1\n"
        ),
        "T2 comes to `Queue.put` (attempt.py:5) before T1 to `Queue.put` (attempt.py:4); nothing orders them",
    ),
    "sleeping for order": (
        {},
        (
            "import time\nlog = []\ndef add(n): time.sleep(n); log.append(n)\n"
            "def main(together):\n    together(lambda: add(1), lambda: add(2)); assert log == [1, 2]\n"
        ),
        "nothing orders them",
    ),
}


@pytest.mark.parametrize("what", UNORDERED)
def test_what_nothing_orders_is_said(what: str) -> None:
    """The cause names both accesses, or both turns at a primitive, and says that nothing orders them."""
    limits, source, expected = UNORDERED[what]
    verdict, said = judge(source, **limits)
    assert verdict == "race"
    assert expected in said


def test_the_same_program_gives_the_same_schedules() -> None:
    """Objects in sets, ids and random numbers are the same in every execution and every search."""
    source = """
        import random
        class Node: pass
        def main(together):
            nodes = {Node() for _ in range(8)}; order = []
            for n in nodes: n.at = random.random()
            def walk():
                for n in nodes: order.append(n.at)
            together(walk, walk)
        """
    assert len({judge(source) for _ in range(2)}) == 1


def test_a_world_is_freed() -> None:
    """What was judged is gone afterwards: a process that judges many submissions does not get slower."""
    counts = []
    for _ in range(3):
        judge("import threading, concurrent.futures, logging, sys\ndef main(together): sys.modules\n")
        gc.collect()
        counts.append(sum(type(found) is World for found in gc.get_objects()))
    assert counts[-1] <= counts[0]


GIVEN_A_CONTEXT = """
import contextvars, threading
name = contextvars.ContextVar("name", default="nobody")
def main(together):
    name.set("main")
    seen = []
    plain, given = (threading.Thread(target=lambda: seen.append(name.get())) for _ in range(2))
    given._context = contextvars.copy_context()
    for thread in (plain, given):
        thread.start()
        thread.join()
    assert seen == ["nobody", "main"], seen
"""


def test_a_thread_runs_in_the_context_that_it_was_given() -> None:
    """Python 3.14 keeps a thread's ``context`` in an attribute, set here by hand; others begin empty."""
    verdict, said = judge(GIVEN_A_CONTEXT)
    assert verdict == "passed", said


MANY = """
    import threading
    lock = threading.Lock()
    def work():
        for _ in range(6):
            with lock:
                pass
    def main(together):
        together(work, work, work)
    """


def test_a_bound_that_is_enough_ends_the_search_in_time() -> None:
    """With ``least``, a search that has exhausted it passes after so many schedules more, and says so."""
    verdict, told = judge(MANY, bound=3, least=1, schedules=50)
    assert verdict == "passed"
    assert told.startswith("every schedule with at most 1 preemption: ")
    assert "; 50 with one more; 10 more at random" in told


def test_a_bound_that_is_enough_must_be_exhausted() -> None:
    """Without it, nothing is proved, however many schedules were run."""
    assert judge(MANY, bound=3, least=3, schedules=0, seconds=0.05)[0] == "inconclusive"


def test_what_is_right_though_it_cannot_be_followed_is_skipped() -> None:
    """A kata can leave to its other stages what the explorer does not have, and nothing else."""
    submission = "import mmap\ndef main(together):\n    mmap.mmap(-1, 8)\n"
    suite = "def test(attempt, together):\n    attempt.main(together)\n"
    assert judge(submission, suite, outside=("mmap",))[0] == "skipped"
    assert judge(submission, suite, outside=("fcntl",))[0] == "inconclusive"


def test_main_is_part_of_a_circle_that_goes_through_its_join() -> None:
    """Who joins a thread that wants what it holds is told as one of the circle."""
    verdict, told = judge("""
        import threading
        lock = threading.Lock()
        def work():
            with lock:
                pass
        def main(together):
            with lock:
                t = threading.Thread(target=work)
                t.start()
                t.join()
        """)
    assert verdict == "deadlock"
    assert told == (
        "a circle: main waits for the end of T1 (attempt.py:11); "
        "T1 waits for lock, which main holds (attempt.py:5)"
    )


def test_a_livelock_names_the_lines_that_are_gone_round() -> None:
    """Where each thread goes round, and what it finds taken there."""
    verdict, told = judge("""
        import threading, time
        a, b = threading.Lock(), threading.Lock()
        def work(first, second):
            with first:
                while not second.acquire(blocking=False):
                    time.sleep(0.01)
                second.release()
        def main(together):
            together(lambda: work(a, b), lambda: work(b, a))
        """)
    assert verdict == "livelock"
    assert "T1 goes round lines 6 to 7 and finds second taken; T2 goes round lines 6 to 7" in told
