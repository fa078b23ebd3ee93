"""What a stopwatch takes for sleep, and what not."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time

from grader.measure.busy import Stopwatch, others, share, shares_of


def test_who_spins_is_busy_and_who_waits_is_not() -> None:
    """A loop has the processor whenever it is let run; a thread that waits, or has ended, never has it."""
    over = threading.Event()

    def spin() -> None:
        while not over.is_set():
            pass

    threads = [threading.Thread(target=target) for target in (spin, over.wait, int)]
    for thread in threads:
        thread.start()
    threads[2].join()
    spins, waits, ended = shares_of(threads)
    before, began = others(), time.monotonic()
    time.sleep(0.2)
    most = share(before, others(), time.monotonic() - began)
    over.set()
    for thread in threads:
        thread.join()
    assert spins > 0.5
    assert waits < 0.1
    assert ended == 0.0
    assert most > 0.5


def test_a_pause_is_sleep() -> None:
    """While nobody does anything, that is what is counted."""
    with Stopwatch(9.0) as took:
        time.sleep(1.0)
    assert took.wall >= 1.0
    assert took.asleep > 0.3  # of a busy machine we are not let run ourselves at each look


def test_work_is_no_sleep() -> None:
    """A thread that works, and a process that does, are awake, also where others have the core."""
    with Stopwatch(9.0) as took:
        end = time.thread_time() + 0.3
        while time.thread_time() < end:
            pass
    assert took.asleep < 0.1
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as child:
        time.sleep(0.2)
        with Stopwatch(9.0) as took:
            time.sleep(0.5)
        child.kill()
    assert took.asleep < 0.1


def test_enough_is_enough() -> None:
    """Who has seen enough sleep looks no more."""
    before = threading.active_count()
    with Stopwatch(0.2) as took:
        for _ in range(100):
            time.sleep(0.05)
            if threading.active_count() == before:
                break
    assert 0.2 <= took.asleep < 0.4


def test_the_watch_ends_with_the_block() -> None:
    """No thread is left, whatever leaves the block."""
    before = threading.active_count()
    with contextlib.suppress(KeyError), Stopwatch(9.0):
        {}["no such key"]
    assert threading.active_count() == before
