"""Each caller who waits leaves a mailbox with the job; who finishes it puts the result into all of them."""

import logging
from collections.abc import Callable, Hashable
from queue import Empty, SimpleQueue
from threading import RLock
from typing import Any

logger = logging.getLogger(__name__)


class JobTracker:
    """Jobs and their results; any thread may call anything at any time."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._open: dict[Hashable, list[SimpleQueue[Any]]] = {}
        self._results: dict[Hashable, Any] = {}
        self._callbacks: list[Callable[[Hashable, Any], None]] = []

    def submit(self, job_id: Hashable) -> None:
        """Take on a new job; ``ValueError`` if it is known already."""
        with self._lock:
            if job_id in self._open or job_id in self._results:
                raise ValueError(f"job {job_id!r} is known already")
            self._open[job_id] = []

    def finish(self, job_id: Hashable, result: Any) -> None:
        """Note the result of a job, give it to who waits for it, and tell all who subscribed.

        Raises:
            KeyError: there is no such job.
            ValueError: it is finished already.
        """
        with self._lock:
            if job_id in self._results:
                raise ValueError(f"job {job_id!r} is finished already")
            mailboxes = self._open.pop(job_id)
            self._results[job_id] = result
            callbacks = self._callbacks.copy()
        for mailbox in mailboxes:
            mailbox.put(result)
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
        mailbox: SimpleQueue[Any] = SimpleQueue()
        with self._lock:
            if job_id in self._results:
                return self._results[job_id]
            self._open[job_id].append(mailbox)
        try:
            return mailbox.get(timeout=timeout)
        except Empty:
            with self._lock:
                if job_id in self._open:
                    self._open[job_id].remove(mailbox)
            raise TimeoutError(f"job {job_id!r} is not finished") from None

    def subscribe(self, callback: Callable[[Hashable, Any], None]) -> None:
        """Have ``callback(job_id, result)`` called for every job that is finished from now on."""
        with self._lock:
            self._callbacks.append(callback)

    def stats(self) -> dict[str, int]:
        """How many jobs were submitted, how many of them are finished, and how many are waited for."""
        with self._lock:
            finished = len(self._results)
            waiting = sum(map(len, self._open.values()))
            return {"submitted": len(self._open) + finished, "finished": finished, "waiting": waiting}
