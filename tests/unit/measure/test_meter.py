"""The meter against programs whose structure is known; each proof beside one that must not be one."""

from __future__ import annotations

import select
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.measure import Meter, Usage, become_subreaper
from grader.measure.procfs import Portable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.measure.procfs import Reader

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the exact figures are Linux's")

_HEAD = """
import multiprocessing, os, sys, threading, time
def burn(seconds):
    while time.thread_time() < seconds:
        pass
"""


@pytest.fixture(autouse=True)
def _subreaper() -> Iterator[None]:
    """Orphans of the programs come to us, as in the benchmark stage."""
    assert become_subreaper()
    yield
    become_subreaper(wanted=False)


def measure(program: str, look: Reader | None = None, *, looking: bool = True) -> Usage:
    """Run ``program`` until it says that it is done, and measure its tree."""
    wait, said = "print(flush=True)\nsys.stdin.readline()\n", "\nprint(flush=True)\nsys.stdin.read()"
    code = _HEAD + wait + textwrap.dedent(program) + said
    with subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()  # it is up: the start of the interpreter is not measured
        meter = Meter(process.pid, look=look)
        process.stdin.write(b"\n")
        while not select.select([process.stdout], [], [], meter.pause)[0]:
            if looking:
                meter.look()
        usage = meter.stop()
        meter.kill()
    return usage


_TOGETHER = """
children = [multiprocessing.Process(target=burn, args=(0.5,)) for _ in range(2)]
[child.start() for child in children]
[child.join() for child in children]
"""
_ONE_BY_ONE = """
for _ in range(2):
    child = multiprocessing.Process(target=burn, args=(0.5,))
    child.start()
    child.join()
"""
_HELD = """
lock = multiprocessing.Lock()
def hold():
    with lock:
        burn(0.5)
children = [multiprocessing.Process(target=hold) for _ in range(2)]
[child.start() for child in children]
[child.join() for child in children]
"""
_THREADS = """
def work():
    while time.process_time() < 0.8:
        pass
threads = [threading.Thread(target=work) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""


def test_two_processes_share_the_work() -> None:
    """Two that burn at once: half each, at the same time, nothing in the caller."""
    usage = measure(_TOGETHER)
    assert usage.total == pytest.approx(1.0, abs=0.3)
    assert usage.share(usage.busiest) < 0.65
    assert usage.overlap > 0.4
    assert usage.at_once == 2
    assert usage.caller < 0.2
    assert len(usage.working()) == 2
    assert usage.spread > 1.5
    assert {span.lane for span in usage.gantt("").spans} >= {f"process {p.number}" for p in usage.working()}


@pytest.mark.parametrize("program", [_ONE_BY_ONE, _HELD], ids=["joined one by one", "a lock held throughout"])
def test_one_after_the_other_is_no_overlap(program: str) -> None:
    """Negative control: the same CPU per process, alive at once or not, but never at work together."""
    usage = measure(program)
    assert usage.share(usage.busiest) < 0.65
    assert usage.overlap < 0.3
    assert usage.at_once <= 1


def test_threads_take_turns() -> None:
    """Negative control: four threads of one process are one CPU, and no overlap while there is a GIL."""
    if not getattr(sys, "_is_gil_enabled", lambda: True)():
        pytest.skip("without the GIL they do run together")
    usage = measure(_THREADS)
    assert usage.share(usage.busiest) == pytest.approx(1.0, abs=0.02)
    assert usage.thread_overlap < 0.5
    assert usage.peak_threads == 5
    assert len([t for t in usage.threads if usage.share(t) > 0.02]) >= 2
    assert "thread" in usage.bars("").rows[0].label


def test_sleeping_beside_each_other_is_no_work() -> None:
    """Negative control: two processes that are alive at once and wait have not worked."""
    usage = measure(_TOGETHER.replace("target=burn, args=(0.5,)", "target=time.sleep, args=(0.3,)"))
    assert usage.peak_processes == 3
    assert usage.at_once == 0 or usage.total < 0.2
    assert usage.working() == () or usage.total < 0.2


def test_orphans_and_their_cpu_come_to_us() -> None:
    """A grandchild whose parent has gone is counted, also after its end."""
    usage = measure("""
        done, told = os.pipe()
        if os.fork() == 0:
            if os.fork() == 0:
                burn(0.4)
                os.close(told)
            os._exit(0)
        os.wait()
        os.close(told)
        os.read(done, 1)
    """)
    assert usage.total == pytest.approx(0.4, abs=0.2)
    assert usage.share(usage.busiest) > 0.8
    assert usage.busiest
    assert not usage.busiest.caller


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_short_lived_children_are_in_the_total(method: str) -> None:
    """Children that live shorter than the time between two looks are seen in the account of who waited."""
    usage = measure(f"""
        context = multiprocessing.get_context({method!r})
        for _ in range(8):
            child = context.Process(target=time.sleep, args=(0,))
            child.start()
            child.join()
        if {method == "fork"!r}:
            for _ in range(100):
                if os.fork() == 0:
                    os._exit(0)
                os.wait()
    """)
    assert usage.total > 0.02
    assert usage.total >= sum(process.cpu for process in usage.processes) - 0.001


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_workers_that_have_ended_are_in_the_total(method: str, tmp_path: Path) -> None:
    """What a worker used is counted though nobody looked while it lived; one that slept used nothing."""
    program = """
context = multiprocessing.get_context({method!r})
def work(seconds):
    import time
    while time.thread_time() < seconds:
        pass
def main():
    children = [context.Process(target=work, args=({seconds},)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()
if __name__ == "__main__":
    main()
"""
    worked, slept = (
        measure(_module(program.format(method=method, seconds=seconds), tmp_path), looking=False)
        for seconds in (0.6, 0)
    )
    assert worked.total - slept.total > 0.7
    assert worked.unseen > 0.7


def test_memory_of_the_tree_is_seen() -> None:
    """A child that fills 64 MiB shows, in the tree and beyond a bare process; a bare one does not."""
    filled = "child = multiprocessing.Process(target=fill)\nchild.start()\nchild.join()\n"
    large = measure("def fill():\n    block = bytearray(os.urandom(1)) * 2**26\n    burn(0.2)\n" + filled)
    small = measure("def fill():\n    burn(0.2)\n" + filled)
    assert large.peak_memory - small.peak_memory > 50 * 2**20
    assert large.grown > 50 * 2**20
    assert small.grown < 20 * 2**20


def test_mapped_pages_are_no_memory_of_ones_own() -> None:
    """Negative control: a file of 64 MiB that is mapped and read costs no anonymous memory."""
    usage = measure("""
        import mmap, tempfile
        with tempfile.TemporaryFile() as file:
            file.truncate(2**26)
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as pages:
                total = sum(pages[i] for i in range(0, 2**26, 4096))
                burn(0.2)
    """)
    assert usage.grown < 20 * 2**20


_TALKS = """
context = multiprocessing.get_context({method!r})
def talk(end):
    end.send(b"x" * {size})
def main():
    ours, theirs = context.Pipe()
    child = context.Process(target=talk, args=(theirs,))
    child.start()
    ours.recv()
    child.join()
if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_bytes_through_pipes_are_counted(method: str, tmp_path: Path) -> None:
    """What a child sent counts, also when the child is long gone and whoever waited for it is not we."""
    usage = measure(_module(_TALKS.format(method=method, size=8 * 2**20), tmp_path))
    assert usage.sent is not None
    assert 8 * 2**20 <= usage.sent < 9 * 2**20


def test_bytes_of_an_orphan_are_counted() -> None:
    """What is written by a process that only we can wait for counts as well."""
    usage = measure("""
        done, told = os.pipe()
        if os.fork() == 0:
            if os.fork() == 0:
                with open(os.devnull, "wb", buffering=0) as hole:
                    hole.write(b"x" * 2**20)
                os.close(told)
            os._exit(0)
        os.wait()
        os.close(told)
        os.read(done, 1)
        time.sleep(0.1)
    """)
    assert usage.sent is not None
    assert usage.sent >= 2**20


def test_shared_memory_is_no_talking() -> None:
    """Negative control: 8 MiB that a child writes into shared memory went through no pipe."""
    usage = measure("""
        import mmap
        shared = mmap.mmap(-1, 2**23)
        def fill():
            shared[:] = b"x" * 2**23
        child = multiprocessing.get_context("fork").Process(target=fill)
        child.start()
        child.join()
        assert shared[-1] == ord("x")
    """)
    assert usage.sent is not None
    assert usage.sent < 2**16


def _module(program: str, folder: Path) -> str:
    """Put ``program`` into a module that spawned children can import, and run it from there."""
    (folder / "talking.py").write_text("import multiprocessing\n" + program, encoding="utf-8")
    return f"sys.path.insert(0, {str(folder)!r})\nimport talking\ntalking.main()"


def test_portable_reading_sees_who_worked() -> None:
    """What psutil shows is enough to tell two workers from one; what ended unseen is what is lost."""
    program = _TOGETHER.replace("[child.join() for child in children]", "time.sleep(1.5)")
    usage = measure(program.replace("burn, args=(0.5,)", "burn, args=(0.4,)"), look=Portable())
    assert usage.share(usage.busiest) < 0.9
    assert len(usage.processes) >= 3


def test_killing_leaves_nothing() -> None:
    """Everything below the root is killed and reaped, children that ignore signals included."""
    code = "import signal, subprocess, sys, time; signal.signal(15, signal.SIG_IGN)\n"
    code += "c = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    code += "print(c.pid, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:  # noqa: S603  the same
        assert process.stdout
        child = int(process.stdout.readline())
        meter = Meter(process.pid)
        meter.kill()
        process.wait()
        meter.kill()
    assert not Path(f"/proc/{child}").exists(), "the child outlived its root"
