"""What a tracker does for one caller after the other, and how it waits.

What several threads do to each other, and whoever would wait in vain, is left to `schedules`: there a
caller who hangs is shown at once, with what it waits for.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType


class Heard:
    """A callback that remembers its calls; ``raises`` is raised at the end of each."""

    def __init__(self, raises: type[Exception] | None = None) -> None:
        self.calls: list[tuple[Any, Any]] = []
        self.threads: list[threading.Thread] = []
        self._raises = raises

    def __call__(self, job_id: Any, result: Any) -> None:
        """Remember."""
        self.calls.append((job_id, result))
        self.threads.append(threading.current_thread())
        if self._raises is not None:
            raise self._raises("a callback's own trouble")


def refused(kind: type[Exception], call: str, why: str, function: Any, *arguments: Any) -> None:
    """Make sure that a call raises just ``kind``."""
    try:
        got = function(*arguments)
    except NotImplementedError:
        raise
    except Exception as error:
        if isinstance(error, kind):
            return
        raise AssertionError(f"{call} raised {error!r}, expected {kind.__name__}: {why}") from error
    raise AssertionError(f"{call} returned {got!r}, expected {kind.__name__}: {why}")


def counts(tracker: Any, when: str, submitted: int, finished: int, waiting: int) -> None:
    """Make sure of what ``stats()`` says."""
    seen = tracker.stats()
    assert isinstance(seen, dict), f"stats() returned {seen!r}, which is no dict"
    for name, expected in (("submitted", submitted), ("finished", finished), ("waiting", waiting)):
        assert name in seen, f"stats() returned {seen!r}, without {name!r}"
        value = seen[name]
        assert type(value) is int, f"stats()[{name!r}] is {value!r}, which is no int"
        assert value == expected, f"{when}, stats()[{name!r}] is {value}, expected {expected}"


def test_result(attempt: ModuleType) -> None:
    """`wait_for` gives the result of a finished job, whatever that is, at once and as often as asked."""
    tracker = attempt.JobTracker()
    error = ValueError("a result like any other")
    for job_id, result in {"a": 42, "b": None, 3: False, (4, "x"): [1, 2], None: error}.items():
        tracker.submit(job_id)
        told = tracker.finish(job_id, result)
        assert told is None, f"finish({job_id!r}, ...) returned {told!r}"
        for timeout in (None, 0, 5.0):
            seen = tracker.wait_for(job_id, timeout)
            assert seen is result, f"wait_for({job_id!r}, {timeout}) returned {seen!r}, expected {result!r}"


def test_takes_names(attempt: ModuleType) -> None:
    """Parameters can be given by name, as in the README."""
    tracker = attempt.JobTracker()
    heard = Heard()
    tracker.subscribe(callback=heard)
    tracker.submit(job_id=1)
    tracker.finish(job_id=1, result="done")
    seen = tracker.wait_for(job_id=1, timeout=1)
    assert seen == "done", f"wait_for(job_id=1, timeout=1) returned {seen!r}, expected 'done'"
    assert heard.calls == [(1, "done")], f"the callback was called with {heard.calls}"


def test_known(attempt: ModuleType) -> None:
    """Submitting a job that is known, finished or not, is a `ValueError` and changes nothing."""
    tracker = attempt.JobTracker()
    tracker.submit(1)
    refused(ValueError, "submit(1)", "1 was submitted before", tracker.submit, 1)
    tracker.finish(1, "done")
    refused(ValueError, "submit(1)", "1 was submitted before, and is finished", tracker.submit, 1)
    seen = tracker.wait_for(1, 5)
    assert seen == "done", f"a refused submit changed the result of the job to {seen!r}"
    counts(tracker, "after one job and two refused ones", 1, 1, 0)


def test_unknown(attempt: ModuleType) -> None:
    """Finishing a job that nobody submitted, or waiting for one, is a `KeyError` at once."""
    tracker = attempt.JobTracker()
    heard = Heard()
    tracker.subscribe(heard)
    for job_id in (1, None, "x"):
        refused(KeyError, f"finish({job_id!r}, 'done')", "no such job", tracker.finish, job_id, "done")
        for timeout in (None, 0, 60):
            call = f"wait_for({job_id!r}, {timeout})"
            refused(KeyError, call, "no such job", tracker.wait_for, job_id, timeout)
    assert not heard.calls, f"no job was finished, and a callback was called with {heard.calls}"
    counts(tracker, "with no job", 0, 0, 0)


def test_finished_twice(attempt: ModuleType) -> None:
    """Finishing a finished job is a `ValueError`; its first result stays, and nobody is told again."""
    tracker = attempt.JobTracker()
    heard = Heard()
    tracker.subscribe(heard)
    for first in ("first", None):
        tracker.submit(first)
        tracker.finish(first, first)
        call = f"finish({first!r}, 'second')"
        refused(ValueError, call, "it is finished already", tracker.finish, first, "second")
        seen = tracker.wait_for(first, 5)
        assert seen == first, f"finished with {first!r}, then refused; wait_for returned {seen!r}"
    expected = [("first", "first"), (None, None)]
    assert heard.calls == expected, f"two jobs were finished; the callback was called with {heard.calls}"


def test_not_finished(attempt: ModuleType) -> None:
    """Waiting for a job that is not finished ends with `TimeoutError` when the time is up."""
    tracker = attempt.JobTracker()
    tracker.submit(1)
    tracker.submit(2)
    tracker.finish(2, "two")
    for timeout in (0, 0.02, 0):
        call = f"wait_for(1, {timeout})"
        refused(TimeoutError, call, "the job is not finished", tracker.wait_for, 1, timeout)
    tracker.finish(1, "one")
    seen = tracker.wait_for(1, 0)
    assert seen == "one", f"finished after three time-outs; wait_for(1, 0) returned {seen!r}"
    counts(tracker, "with two jobs finished and nobody waiting", 2, 2, 0)


def test_callbacks(attempt: ModuleType) -> None:
    """Every callback runs once for each job finished later, with its id and result; not for earlier ones."""
    tracker = attempt.JobTracker()
    for job_id in (1, 2, 3):
        tracker.submit(job_id)
    early, late = Heard(), Heard()
    tracker.subscribe(early)
    tracker.finish(1, "one")
    tracker.subscribe(late)
    assert not late.calls, f"subscribing told of an earlier finish: {late.calls}"
    tracker.finish(3, None)
    tracker.finish(2, "two")
    seen = (early.calls, late.calls)
    expected = ([(1, "one"), (3, None), (2, "two")], [(3, None), (2, "two")])
    assert seen == expected, f"1, 3 and 2 were finished; callbacks heard {seen}, expected {expected}"


def test_callbacks_thread(attempt: ModuleType) -> None:
    """A callback runs in the thread that finishes the job, and is over when `finish` returns."""
    tracker = attempt.JobTracker()
    heard = Heard()
    tracker.subscribe(heard)
    tracker.submit("mine")
    tracker.finish("mine", 1)
    tracker.submit("another thread's")
    thread = threading.Thread(target=tracker.finish, args=("another thread's", 2))
    thread.start()
    thread.join()
    assert len(heard.calls) == 2, f"two jobs were finished; the callback was called with {heard.calls}"
    for (job_id, _), seen, expected in zip(
        heard.calls, heard.threads, (threading.current_thread(), thread), strict=True
    ):
        assert seen is expected, (
            f"{job_id!r} was finished in {expected.name}, the callback ran in {seen.name}"
        )


def test_callback_raises(attempt: ModuleType) -> None:
    """A callback that raises stops neither the other callbacks nor `finish`, and is called again."""
    tracker = attempt.JobTracker()
    heard = [Heard(), Heard(RuntimeError), Heard(), Heard(KeyError), Heard()]
    for callback in heard:
        tracker.subscribe(callback)
    for job_id in (1, 2):
        tracker.submit(job_id)
        try:
            tracker.finish(job_id, "done")
        except Exception as error:
            raise AssertionError(f"a callback raised, and finish({job_id}, ...) raised {error!r}") from error
        seen = tracker.wait_for(job_id, 5)
        assert seen == "done", f"a callback raised, and wait_for({job_id}) returned {seen!r}"
    calls = [len(callback.calls) for callback in heard]
    assert calls == [2] * 5, f"two finished jobs, five callbacks of which two raise; calls: {calls}"


def test_stats(attempt: ModuleType) -> None:
    """`stats` counts all that were submitted and all that are finished; what it gives is the caller's."""
    tracker = attempt.JobTracker()
    counts(tracker, "with no job", 0, 0, 0)
    for number, job_id in enumerate((None, 0, "a"), 1):
        tracker.submit(job_id)
        assert tracker.stats()["submitted"] == number, f"{number} submitted, stats() is {tracker.stats()}"
    for number, job_id in enumerate(("a", None, 0), 1):
        tracker.finish(job_id, None)
        assert tracker.stats()["finished"] == number, f"{number} finished, stats() is {tracker.stats()}"
    mine = tracker.stats()
    mine["submitted"] = mine["finished"] = mine["waiting"] = 99
    counts(tracker, "with three jobs finished", 3, 3, 0)


def test_trackers_are_separate(attempt: ModuleType) -> None:
    """Trackers have nothing to do with each other."""
    one, other = attempt.JobTracker(), attempt.JobTracker()
    heard = Heard()
    other.subscribe(heard)
    one.submit(1)
    one.finish(1, "one")
    refused(KeyError, "wait_for(1)", "it is another tracker's job", other.wait_for, 1, 5)
    assert not heard.calls, f"a callback heard of another tracker's job: {heard.calls}"
    counts(other, "with no job of its own", 0, 0, 0)


def test_waits_without_spinning(attempt: ModuleType) -> None:
    """A caller who waits leaves the processor to others."""
    for last in (False, False, True):  # a machine in trouble gives whoever polls a larger share
        waiters = [Waiter(attempt.JobTracker(), timeout) for timeout in (None, 60)]
        for waiter in waiters:
            waiter.tracker.submit(1)
            waiter.start()
        for waiter in waiters:
            waiter.asks.wait()
        work(0.2)
        for waiter in waiters:
            waiter.tracker.finish(1, "done")
            waiter.join()
        assert all(waiter.got == "done" for waiter in waiters), f"two waited, and got {waiters}"
        spent = max(waiter.spent for waiter in waiters)
        if spent < 0.1:
            return
        if last:
            pytest.fail(
                f"while one thread worked for 0.2 s, another that only waited used {spent:.2f} s of CPU"
            )


def work(seconds: float) -> None:
    """Use ``seconds`` of the processor: as much as whoever spins beside it gets, on a busy machine too."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


class Waiter(threading.Thread):
    """Waits for job 1 and measures what the processor did for it."""

    def __init__(self, tracker: Any, timeout: float | None) -> None:
        super().__init__(daemon=True)
        self.tracker = tracker
        self._timeout = timeout
        self.asks = threading.Event()
        self.spent = 0.0
        self.got: object = "nothing"

    def __repr__(self) -> str:
        return repr(self.got)

    def run(self) -> None:
        """Wait."""
        before = time.thread_time()
        self.asks.set()
        try:
            self.got = self.tracker.wait_for(1, self._timeout)
        except Exception as error:  # noqa: BLE001  what came of it is compared
            self.got = error
        self.spent = time.thread_time() - before
