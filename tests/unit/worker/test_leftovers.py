"""What a check left behind is found and named; what goes in time is not."""

from __future__ import annotations

import subprocess
import sys
import threading
from _thread import start_new_thread

from grader.verdict import Verdict
from grader.worker.leftovers import Leftovers


def test_nothing_left_is_nothing_found() -> None:
    """Threads and processes that were there before do not count."""
    leftovers = Leftovers("attempt.py")
    release = threading.Event()
    before = threading.Thread(target=release.wait)
    before.start()
    leftovers.remember()
    assert leftovers.find() is None
    release.set()
    before.join()


def test_a_thread_is_named_with_its_line() -> None:
    """A thread of the submission that waits is named, with the line where it waits."""
    leftovers = Leftovers(__file__)
    leftovers.remember()
    release = threading.Event()

    def wait() -> None:
        release.wait()

    thread = threading.Thread(target=wait, name="straggler", daemon=True)
    thread.start()
    found = leftovers.find()
    release.set()
    thread.join()
    assert found is not None
    assert found.verdict is Verdict.LEAKED
    assert f"daemon thread straggler ({__file__}:" in found.cause


def test_a_thread_that_goes_in_time_is_none() -> None:
    """A thread on its way out has a second to go."""
    leftovers = Leftovers("attempt.py")
    leftovers.remember()
    release = threading.Event()
    thread = threading.Thread(target=release.wait, args=(0.2,))
    thread.start()
    assert leftovers.find() is None
    thread.join()


def test_a_thread_without_python_is_found() -> None:
    """A thread that runs a C function alone has no frame, and is found all the same."""
    leftovers = Leftovers("attempt.py")
    leftovers.remember()
    lock = threading.Lock()
    lock.acquire()
    start_new_thread(lock.acquire, ())
    found = leftovers.find()
    lock.release()
    assert found is not None
    assert "no Python" in found.cause


def test_a_child_and_a_zombie_are_told_apart() -> None:
    """A child that runs and one that was never waited for are both named."""
    leftovers = Leftovers("attempt.py")
    leftovers.remember()
    runs = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    found = leftovers.find()
    runs.communicate(b"\n")
    ended.wait()
    assert found is not None
    assert f"process {runs.pid} (" in found.cause
    assert f"zombie, never waited for: process {ended.pid}" in found.cause
