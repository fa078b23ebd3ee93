"""A condition per job, all on one lock: only those are woken whom the news concerns."""

import logging
import time
from collections.abc import Callable, Hashable
from threading import Condition, Lock
from typing import Any

logger = logging.getLogger(__name__)


class _Job:
    """What is known of one job, and the condition of those who wait for it."""

    __slots__ = ("changed", "finished", "result", "waiting")

    def __init__(self, lock: Lock) -> None:
        self.changed = Condition(lock)
        self.finished = False
        self.result: Any = None
        self.waiting = 0


class JobTracker:
    """Jobs and their results; any thread may call anything at any time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._jobs: dict[Hashable, _Job] = {}
        self._finished = 0
        self._callbacks: tuple[Callable[[Hashable, Any], None], ...] = ()

    def submit(self, job_id: Hashable) -> None:
        """Take on a new job; ``ValueError`` if it is known already."""
        with self._lock:
            if job_id in self._jobs:
                raise ValueError(f"job {job_id!r} is known already")
            self._jobs[job_id] = _Job(self._lock)

    def finish(self, job_id: Hashable, result: Any) -> None:
        """Note the result of a job, wake up who waits for it, and tell all who subscribed.

        Raises:
            KeyError: there is no such job.
            ValueError: it is finished already.
        """
        with self._lock:
            job = self._jobs[job_id]
            if job.finished:
                raise ValueError(f"job {job_id!r} is finished already")
            job.result, job.finished = result, True
            self._finished += 1
            job.changed.notify_all()
            callbacks = self._callbacks  # never changed, only replaced
        for callback in callbacks:
            try:
                callback(job_id, result)
            except Exception:
                logger.exception("a callback failed for job %r", job_id)

    def wait_for(self, job_id: Hashable, timeout: float | None = None) -> Any:
        """Wait until a job is finished, and give its result.

        Raises:
            KeyError: there is no such job.
            TimeoutError: it was not finished within ``timeout`` seconds.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        with self._lock:
            job = self._jobs[job_id]
            job.waiting += 1
            try:
                while not job.finished:
                    left = None if deadline is None else deadline - time.monotonic()
                    if left is not None and left <= 0:
                        raise TimeoutError(f"job {job_id!r} is not finished")
                    job.changed.wait(left)
            finally:
                job.waiting -= 1
            return job.result

    def subscribe(self, callback: Callable[[Hashable, Any], None]) -> None:
        """Have ``callback(job_id, result)`` called for every job that is finished from now on."""
        with self._lock:
            self._callbacks = (*self._callbacks, callback)

    def stats(self) -> dict[str, int]:
        """How many jobs were submitted, how many of them are finished, and how many are waited for."""
        with self._lock:
            waiting = sum(job.waiting for job in self._jobs.values())
            return {"submitted": len(self._jobs), "finished": self._finished, "waiting": waiting}
