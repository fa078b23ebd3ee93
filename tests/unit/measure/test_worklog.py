"""The log of calls across processes; each proof beside one that must not be one."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from grader.measure.worklog import Call, WorkLog, logged, met_across_processes, peak


def work(path: str, item: int, ready: threading.Barrier | None = None) -> None:
    """Be at work until all others are."""
    with logged(path, item):
        if ready is not None:
            ready.wait(60)


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_calls_in_two_processes_meet(method: str) -> None:
    """What two processes did at the same time is seen as such, however they were started."""
    context = multiprocessing.get_context(method)
    with WorkLog() as log:
        barrier = context.Barrier(2)
        children = [context.Process(target=work, args=(log.path, n, barrier)) for n in range(2)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        calls = log.calls()
    assert sorted(call.item for call in calls) == ["0", "1"]
    assert {call.process for call in calls} == {child.pid for child in children}
    assert peak(calls) == 2
    assert met_across_processes(calls)


def test_one_after_the_other_does_not_meet() -> None:
    """Negative control: two processes that work in turn overlap nowhere."""
    with WorkLog() as log:
        for n in range(2):
            child = multiprocessing.get_context("spawn").Process(target=work, args=(log.path, n))
            child.start()
            child.join()
        assert len(log.calls()) == 2
        assert log.peak() == 1
        assert not met_across_processes(log.calls())


def test_threads_meet_in_one_process_alone() -> None:
    """Negative control: threads overlap, and that is no work of two processes."""
    with WorkLog() as log:
        barrier = threading.Barrier(3)
        threads = [threading.Thread(target=work, args=(log.path, n, barrier)) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        calls = log.calls()
    assert len({call.thread for call in calls}) == 3
    assert peak(calls) == 3
    assert not met_across_processes(calls)


def test_a_call_that_never_came_back_is_seen() -> None:
    """Who dies in mid-item has begun, and has no end; an exception is an end."""
    dies = (
        "import os, sys; from grader.measure.worklog import logged\nwith logged(sys.argv[1], 7): os._exit(1)"
    )
    with WorkLog() as log:
        subprocess.run([sys.executable, "-c", dies, log.path], check=False)  # noqa: S603  our own program
        with pytest.raises(KeyError), logged(log.path, 8):
            raise KeyError
        first, second = log.calls()
    assert (first.item, first.end) == ("7", None)
    assert second.item == "8"
    assert second.end is not None
    assert first.overlaps(second)
    assert not Path(log.path).exists()


def test_touching_is_not_overlapping() -> None:
    """One that ends at the moment at which another begins has not met it."""
    one, other = Call("a", 1, 1, 0.0, 1.0), Call("b", 2, 2, 1.0, 2.0)
    assert not one.overlaps(other)
    assert peak([one, other]) == 1
    assert not met_across_processes([one, other])


def test_the_log_is_cheap_to_import() -> None:
    """Workers that are spawned import it: neither the meter nor psutil comes with it."""
    code = (
        "import sys, grader.measure.worklog\n"
        "sys.exit(any(name in sys.modules for name in ('psutil', 'msgspec', 'grader.measure.meter')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603  the same
