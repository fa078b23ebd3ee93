"""The counter and the rendezvous: what they prove, and what must not pass."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from grader.measure import InFlight, Rendezvous

if TYPE_CHECKING:
    from collections.abc import Callable


def in_threads(count: int, call: Callable[[], None]) -> None:
    """Run ``call`` in ``count`` threads at once and wait for all."""
    threads = [threading.Thread(target=call) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_three_threads_meet() -> None:
    """Callers that can be inside together meet, whatever the machine does."""
    door = Rendezvous(parties=3, timeout=30)

    def call() -> None:
        with door as met:
            assert met

    in_threads(3, call)
    assert door.met
    assert (door.peak, door.entered, len(door.threads)) == (3, 3, 3)


def test_callers_one_after_the_other_never_meet() -> None:
    """Negative control: serial calls fail, and pay the time-out once."""
    door = Rendezvous(parties=2, timeout=0.05)
    seen = []
    for _ in range(50):
        with door as met:
            seen.append(met)
    assert seen == [False] * 50
    assert not door.met
    assert door.peak == 1


def test_a_caller_too_many_shows_in_the_peak() -> None:
    """While the parties linger, the one that should have stayed outside is counted."""
    door = Rendezvous(parties=2, timeout=30, linger=30)

    def call() -> None:
        with door:
            pass

    in_threads(3, call)
    assert door.met
    assert door.peak == 3


def test_calls_after_the_meeting_pass_at_once() -> None:
    """The door stays open: what is left over after the parties met is not held."""
    door = Rendezvous(parties=2, timeout=30)
    in_threads(2, lambda: door.__enter__() and None)
    with door as met:
        assert met


def test_inflight_counts_nested_and_failing_calls() -> None:
    """An exception leaves; re-entering counts twice."""
    inside = InFlight()

    def fail() -> None:
        with inside, inside:
            assert inside.now == 2
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (inside.now, inside.peak, inside.entered) == (0, 2, 2)


def test_inflight_can_be_waited_for() -> None:
    """``wait_for`` sees callers that come, and gives up on those that do not."""
    inside = InFlight()
    leave = threading.Event()

    def call() -> None:
        with inside:
            leave.wait(30)

    threads = [threading.Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert inside.wait_for(2, timeout=30)
    assert not inside.wait_for(3, timeout=0.01)
    leave.set()
    for thread in threads:
        thread.join()
