"""A result that is an exception is raised, though it is a result like any other."""
# expect: wrong in correctness

from collections.abc import Callable, Hashable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any


class JobTracker:
    """Jobs and their results; any thread may call anything at any time."""

    def __init__(self) -> None:
        self._jobs: dict[Hashable, Future[Any]] = {}
        self._callbacks: list[Callable[[Hashable, Any], None]] = []

    def submit(self, job_id: Hashable) -> None:
        """Take on a new job; ``ValueError`` if it is known already."""
        mine: Future[Any] = Future()
        if self._jobs.setdefault(job_id, mine) is not mine:
            raise ValueError(f"job {job_id!r} is known already")

    def finish(self, job_id: Hashable, result: Any) -> None:
        """Note the result of a job, wake up who waits for it, and tell all who subscribed.

        Raises:
            KeyError: there is no such job.
            ValueError: it is finished already.
        """
        job = self._jobs[job_id]
        try:
            if isinstance(result, Exception):
                job.set_exception(result)
            else:
                job.set_result(result)
        except InvalidStateError:
            raise ValueError(f"job {job_id!r} is finished already") from None
        for callback in self._callbacks.copy():
            with suppress(Exception):
                callback(job_id, result)

    def wait_for(self, job_id: Hashable, timeout: float | None = None) -> Any:
        """Wait until a job is finished, and give its result.

        Raises:
            KeyError: there is no such job.
            TimeoutError: it was not finished within ``timeout`` seconds.
        """
        return self._jobs[job_id].result(timeout)

    def subscribe(self, callback: Callable[[Hashable, Any], None]) -> None:
        """Have ``callback(job_id, result)`` called for every job that is finished from now on."""
        self._callbacks.append(callback)

    def stats(self) -> dict[str, int]:
        """How many jobs were submitted, how many of them are finished, and how many are not."""
        jobs = list(self._jobs.values())
        finished = sum(job.done() for job in jobs)
        return {"submitted": len(jobs), "finished": finished, "waiting": len(jobs) - finished}
