"""`stats` walks the table without the lock, and others put jobs into it."""
# expect: race in schedules

import logging
from collections.abc import Callable, Hashable
from threading import Condition
from typing import Any

logger = logging.getLogger(__name__)


class _Job:
    """What is known of one job."""

    def __init__(self) -> None:
        self.finished = False
        self.result: Any = None


class JobTracker:
    """Jobs and their results; any thread may call anything at any time."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._jobs: dict[Hashable, _Job] = {}
        self._callbacks: list[Callable[[Hashable, Any], None]] = []
        self._waiting = 0

    def submit(self, job_id: Hashable) -> None:
        """Take on a new job; ``ValueError`` if it is known already."""
        with self._changed:
            if job_id in self._jobs:
                raise ValueError(f"job {job_id!r} is known already")
            self._jobs[job_id] = _Job()

    def finish(self, job_id: Hashable, result: Any) -> None:
        """Note the result of a job, wake up who waits for it, and tell all who subscribed.

        Raises:
            KeyError: there is no such job.
            ValueError: it is finished already.
        """
        with self._changed:
            job = self._jobs[job_id]
            if job.finished:
                raise ValueError(f"job {job_id!r} is finished already")
            job.result = result
            job.finished = True
            callbacks = tuple(self._callbacks)
            self._changed.notify_all()
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
        with self._changed:
            job = self._jobs[job_id]
            self._waiting += 1
            try:
                if not self._changed.wait_for(lambda: job.finished, timeout):
                    raise TimeoutError(f"job {job_id!r} is not finished")
            finally:
                self._waiting -= 1
            return job.result

    def subscribe(self, callback: Callable[[Hashable, Any], None]) -> None:
        """Have ``callback(job_id, result)`` called for every job that is finished from now on."""
        with self._changed:
            self._callbacks.append(callback)

    def stats(self) -> dict[str, int]:
        """How many jobs were submitted, how many of them are finished, and how many are waited for."""
        finished = 0
        for job in self._jobs.values():
            if job.finished:
                finished += 1
        return {"submitted": len(self._jobs), "finished": finished, "waiting": self._waiting}
