"""Who waits keeps the lock, and nobody can finish the job."""
# expect: deadlock | timed_out in correctness

import logging
from collections.abc import Callable, Hashable
from threading import Event, Lock
from typing import Any

logger = logging.getLogger(__name__)


class JobTracker:
    """Jobs and their results; any thread may call anything at any time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._events: dict[Hashable, Event] = {}
        self._results: dict[Hashable, Any] = {}
        self._callbacks: list[Callable[[Hashable, Any], None]] = []
        self._waiting = 0

    def submit(self, job_id: Hashable) -> None:
        """Take on a new job; ``ValueError`` if it is known already."""
        with self._lock:
            if job_id in self._events:
                raise ValueError(f"job {job_id!r} is known already")
            self._events[job_id] = Event()

    def finish(self, job_id: Hashable, result: Any) -> None:
        """Note the result of a job, wake up who waits for it, and tell all who subscribed.

        Raises:
            KeyError: there is no such job.
            ValueError: it is finished already.
        """
        with self._lock:
            event = self._events[job_id]
            if job_id in self._results:
                raise ValueError(f"job {job_id!r} is finished already")
            self._results[job_id] = result
            callbacks = list(self._callbacks)
        event.set()
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
        with self._lock:
            event = self._events[job_id]
            self._waiting += 1
            try:
                if not event.wait(timeout):
                    raise TimeoutError(f"job {job_id!r} is not finished")
            finally:
                self._waiting -= 1
            return self._results[job_id]

    def subscribe(self, callback: Callable[[Hashable, Any], None]) -> None:
        """Have ``callback(job_id, result)`` called for every job that is finished from now on."""
        with self._lock:
            self._callbacks.append(callback)

    def stats(self) -> dict[str, int]:
        """How many jobs were submitted, how many of them are finished, and how many are waited for."""
        with self._lock:
            return {
                "submitted": len(self._events),
                "finished": len(self._results),
                "waiting": self._waiting,
            }
