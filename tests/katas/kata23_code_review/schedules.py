"""A tracker between threads: each planted bug has a scenario of its own, and so has what mends could break.

On the jumping clock somebody who sleeps goes on only when everybody else waits. So those who ask meanwhile
are waiting by then, whatever they wait with, and on every schedule.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def tracker_of(attempt: ModuleType, *job_ids: object) -> Any:
    """Make a tracker that knows these jobs."""
    tracker = attempt.JobTracker()
    for job_id in job_ids:
        tracker.submit(job_id)
    return tracker


def accepted(function: Callable[..., None], *arguments: object) -> bool:
    """Whether a call went through; False where it was refused with `ValueError`."""
    try:
        function(*arguments)
    except ValueError:
        return False
    return True


def gets(tracker: Any, job_id: object, expected: object, timeout: float | None = None) -> None:
    """Wait for a job and make sure of its result."""
    seen = tracker.wait_for(job_id, timeout)
    assert seen == expected, f"wait_for({job_id!r}) returned {seen!r}, expected {expected!r}"


def counts(tracker: Any, submitted: int, finished: int) -> None:
    """Make sure of what `stats()` says when nobody waits and nothing is to be done."""
    seen = tracker.stats()
    pair = (seen["submitted"], seen["finished"])
    assert pair == (submitted, finished), (
        f"in the end, {submitted} were submitted and {finished} are finished; stats() is {seen}"
    )
    assert seen["waiting"] == 0, f"nobody waits, and nothing is waited for; stats() is {seen}"


# The same job twice.


def test_two_submit_one_job(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Two threads submit the same job: one of them does, and the other gets `ValueError`."""
    tracker = tracker_of(attempt)
    went = together(lambda: accepted(tracker.submit, 1), lambda: accepted(tracker.submit, 1))
    assert went.count(True) == 1, f"two submitted the same job, and {went.count(True)} of them went through"
    tracker.finish(1, "one")
    counts(tracker, 1, 1)


def test_submitted_again_meanwhile(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """A job that is submitted again while another thread submits and finishes it keeps its result."""
    tracker = tracker_of(attempt)

    def submit_and_finish() -> None:
        accepted(tracker.submit, 1)
        tracker.finish(1, "one")

    together(lambda: accepted(tracker.submit, 1), submit_and_finish)
    try:
        gets(tracker, 1, "one", timeout=0)
    except TimeoutError:
        raise AssertionError("the job was finished, and then it was not: its result is lost") from None
    counts(tracker, 1, 1)


def test_two_finish_one_job(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Two threads finish the same job: one of them does, its result counts, and callbacks run once."""
    tracker = tracker_of(attempt, 1)
    heard: list[Any] = []
    tracker.subscribe(lambda _, result: heard.append(result))
    went = together(lambda: accepted(tracker.finish, 1, 0), lambda: accepted(tracker.finish, 1, 1))
    assert went.count(True) == 1, f"two finished the same job, and {went.count(True)} of them went through"
    gets(tracker, 1, went.index(True))
    assert heard == [went.index(True)], f"the job was finished once; a callback heard of {heard}"
    counts(tracker, 1, 1)


# Waiting and waking.


def test_wait_beside_finish(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """One thread waits for a job, another finishes it: whatever comes first, the result arrives."""
    tracker = tracker_of(attempt, 1)
    together(lambda: gets(tracker, 1, "one"), lambda: tracker.finish(1, "one"))
    counts(tracker, 1, 1)


def test_another_job_is_finished_first(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Who waits for a job goes on waiting when another one is finished."""
    tracker = tracker_of(attempt, 1, 2)

    def finish_both() -> None:
        tracker.finish(2, "two")
        tracker.finish(1, "one")

    together(lambda: gets(tracker, 1, "one"), finish_both)
    counts(tracker, 2, 2)


def test_two_wait_for_one_job(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Two threads wait for the same job: both get its result."""
    tracker = tracker_of(attempt, 1)
    together(
        lambda: gets(tracker, 1, "one"), lambda: gets(tracker, 1, "one"), lambda: tracker.finish(1, "one")
    )
    counts(tracker, 1, 1)


@pytest.mark.explore(bound=1)
def test_two_wait_for_two_jobs(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Two threads wait for a job each: whichever is finished first, each gets its own result."""
    tracker = tracker_of(attempt, 1, 2)

    def finish_both() -> None:
        tracker.finish(2, "two")
        tracker.finish(1, "one")

    together(lambda: gets(tracker, 1, "one"), lambda: gets(tracker, 2, "two"), finish_both)
    counts(tracker, 2, 2)


def test_two_wait_in_line(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Who waits may finish the job that another one waits for."""
    tracker = tracker_of(attempt, 1, 2)

    def in_the_middle() -> None:
        gets(tracker, 1, "one")
        tracker.finish(2, "two")

    together(in_the_middle, lambda: gets(tracker, 2, "two"), lambda: tracker.finish(1, "one"))
    counts(tracker, 2, 2)


# Time-outs.


def test_gives_up_beside_finish(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """A time-out that fires just when the job is finished: either is right, and nothing is lost by it."""
    tracker = tracker_of(attempt, 1)

    def impatient() -> None:
        try:
            gets(tracker, 1, "one", 1)
        except TimeoutError:
            gets(tracker, 1, "one")

    together(impatient, lambda: tracker.finish(1, "one"))
    counts(tracker, 1, 1)


@pytest.mark.explore(bound=1)
def test_gives_up_beside_another(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Who gives up takes nobody else's wake-up along."""
    tracker = tracker_of(attempt, 1)

    def impatient() -> None:
        try:
            gets(tracker, 1, "one", 1)
        except TimeoutError:
            return

    together(impatient, lambda: gets(tracker, 1, "one"), lambda: tracker.finish(1, "one"))
    counts(tracker, 1, 1)


@pytest.mark.explore(clock="jumping")
def test_finished_in_time(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Who waits with a time-out gets the result of a job that is finished before the time is up."""
    tracker = tracker_of(attempt, 1)

    def finish_later() -> None:
        time.sleep(0.5)
        tracker.finish(1, "one")

    def patient() -> None:
        try:
            gets(tracker, 1, "one", 1.5)
        except TimeoutError:
            raise AssertionError("finished after 0.5 s, and wait_for(1, 1.5) raised TimeoutError") from None

    together(patient, finish_later)
    counts(tracker, 1, 1)


@pytest.mark.explore(clock="jumping")
def test_timeout_is_total(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """A time-out is for the whole call, however many other jobs are finished meanwhile; it is kept."""
    others = range(2, 7)
    tracker = tracker_of(attempt, 1, *others)

    def finish_others() -> None:
        for job_id in others:
            time.sleep(0.7)
            tracker.finish(job_id, "another")

    def waits() -> None:
        began = time.monotonic()
        try:
            ended = repr(tracker.wait_for(1, 1.0))
        except TimeoutError:
            ended = "TimeoutError"
        took = time.monotonic() - began
        assert ended == "TimeoutError", f"wait_for(1, 1.0) returned {ended}, and 1 is not finished"
        assert took < 1.3, f"wait_for(1, 1.0) raised TimeoutError after {took:.1f} s"
        assert took > 0.9, f"wait_for(1, 1.0) raised TimeoutError after {took:.1f} s already"

    together(waits, finish_others)
    tracker.finish(1, "one")
    counts(tracker, 6, 6)


# Callbacks.


def test_callback_asks_the_tracker(attempt: ModuleType) -> None:
    """A callback may call anything of the tracker: the job that it is told of is finished by then."""
    tracker = tracker_of(attempt, 1, 2)
    heard: list[Any] = []

    def callback(job_id: object, result: object) -> None:
        heard.append((job_id, result))
        if job_id == 1:
            gets(tracker, 1, "one")
            assert tracker.stats()["finished"] == 1, f"told of the first finish, stats() is {tracker.stats()}"
            assert not accepted(tracker.submit, 1), "a callback submitted the job once more"
            assert not accepted(tracker.finish, 1, "again"), "a callback finished the job once more"
            tracker.submit(3)
            tracker.finish(2, "two")
            gets(tracker, 2, "two")
            tracker.subscribe(lambda *_: None)

    tracker.subscribe(callback)
    tracker.finish(1, "one")
    tracker.finish(3, "three")
    assert heard == [(1, "one"), (2, "two"), (3, "three")], f"1, 2 and 3 were finished; it heard of {heard}"
    counts(tracker, 3, 3)


def test_callback_subscribes(attempt: ModuleType) -> None:
    """A callback that subscribes another one does so for later finishes, not for this one."""
    tracker = tracker_of(attempt, 1, 2)
    seen: list[object] = []
    new: list[object] = []

    def subscribes(job_id: object, _: object) -> None:
        seen.append(job_id)
        if job_id == 1:
            tracker.subscribe(lambda job_id, _: new.append(job_id))

    tracker.subscribe(subscribes)
    tracker.finish(1, "one")
    tracker.finish(2, "two")
    assert seen == [1, 2], f"1 and 2 were finished; a callback heard of {seen}"
    assert new == [2], f"subscribed by a callback for 1, before 2 was finished; it heard of {new}"


def test_no_lock_during_a_callback(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """While a callback runs, another thread can do anything with the tracker: no lock is held."""
    tracker = tracker_of(attempt, 1, 2)
    inside, over = threading.Event(), threading.Event()
    heard: list[object] = []

    def callback(job_id: object, _: object) -> None:
        heard.append(job_id)
        if job_id == 1:
            inside.set()
            over.wait()

    def another() -> None:
        inside.wait()
        tracker.stats()
        tracker.submit(3)
        tracker.subscribe(lambda *_: None)
        gets(tracker, 1, "one")
        tracker.finish(2, "two")
        gets(tracker, 2, "two")
        over.set()

    tracker.subscribe(callback)
    together(lambda: tracker.finish(1, "one"), another)
    tracker.finish(3, "three")
    assert heard == [1, 2, 3], f"1, 2 and 3 were finished; a callback heard of {heard}"
    counts(tracker, 3, 3)


def test_waits_while_callbacks_raise(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """A callback that raises does not keep the result from those who wait."""
    tracker = tracker_of(attempt, 1)

    def raises(*_: object) -> None:
        raise RuntimeError("a callback's own trouble")

    tracker.subscribe(raises)
    together(lambda: gets(tracker, 1, "one"), lambda: tracker.finish(1, "one"))
    counts(tracker, 1, 1)


def test_subscribes_beside_finish(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Somebody subscribes while a job is finished: earlier callbacks run once for it, the new one at most."""
    tracker = tracker_of(attempt, 1, 2)
    early: list[object] = []
    late: list[object] = []
    tracker.subscribe(lambda job_id, _: early.append(job_id))
    together(
        lambda: tracker.finish(1, "one"),
        lambda: tracker.subscribe(lambda job_id, _: late.append(job_id)),
    )
    tracker.finish(2, "two")
    assert early == [1, 2], f"1 and 2 were finished; a callback heard of {early}"
    assert late in ([1, 2], [2]), f"subscribed while 1 was finished, before 2 was; it heard of {late}"


def test_two_subscribe(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Two threads subscribe at the same time: both hear of what is finished then."""
    tracker = tracker_of(attempt, 1)
    heard: list[str] = []
    together(
        lambda: tracker.subscribe(lambda *_: heard.append("red")),
        lambda: tracker.subscribe(lambda *_: heard.append("blue")),
    )
    tracker.finish(1, "one")
    assert sorted(heard) == ["blue", "red"], f"two had subscribed; who heard of the finish: {heard}"


# Different jobs, and the count of them.


def test_two_jobs(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Two threads submit and finish a job each: both are counted, and callbacks run once for each."""
    tracker = tracker_of(attempt)
    heard: list[Any] = []
    tracker.subscribe(lambda job_id, result: heard.append((job_id, result)))

    def work(job_id: int) -> None:
        tracker.submit(job_id)
        tracker.finish(job_id, -job_id)

    together(lambda: work(1), lambda: work(2))
    gets(tracker, 1, -1)
    gets(tracker, 2, -2)
    assert sorted(heard) == [(1, -1), (2, -2)], f"1 and 2 were finished; a callback heard {heard}"
    counts(tracker, 2, 2)


def test_stats_beside_submit(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """`stats` can be asked while jobs are submitted."""
    tracker = tracker_of(attempt, 1)

    def submit_two() -> None:
        tracker.submit(2)
        tracker.submit(3)

    def look() -> None:
        seen = tracker.stats()
        fine = 1 <= seen["submitted"] <= 3 and seen["finished"] == 0
        assert fine, f"one to three jobs were submitted and none finished; stats() was {seen}"

    together(look, submit_two)
    tracker.finish(1, "one")
    tracker.finish(2, "two")
    tracker.finish(3, "three")
    counts(tracker, 3, 3)


def test_stats_beside_finish(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """`stats` can be asked while jobs are finished, and never tells of more finished than submitted ones."""
    tracker = tracker_of(attempt, 1)

    def finish_two() -> None:
        tracker.submit(2)
        tracker.finish(2, "two")
        tracker.finish(1, "one")

    def look() -> None:
        seen = tracker.stats()
        fine = 1 <= seen["submitted"] <= 2 and 0 <= seen["finished"] <= seen["submitted"]
        assert fine, f"one or two jobs were submitted, and some finished; stats() was {seen}"

    together(look, finish_two)
    counts(tracker, 2, 2)


@pytest.mark.explore(bound=0, clock="jumping")
def test_waiting_is_counted(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """While two wait for a job each, `waiting` is 2; when one is finished, 1; in the end, 0."""
    tracker = tracker_of(attempt, 1, 2)
    seen: list[Any] = []

    def look() -> None:
        for job_id in (1, 2):
            time.sleep(1)
            seen.append(tracker.stats()["waiting"])
            tracker.finish(job_id, job_id)

    together(lambda: gets(tracker, 1, 1), lambda: gets(tracker, 2, 2), look)
    assert seen == [2, 1], f"two waited, then one; `waiting` was {seen[0]}, then {seen[1]}"
    counts(tracker, 2, 2)
