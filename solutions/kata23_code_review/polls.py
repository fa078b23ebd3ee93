"""Who waits looks now and then, with a short sleep between two looks."""

import time
import traceback
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

_OPEN = object()


class JobTracker:
    """Jobs and their results; any thread may call anything at any time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._results: dict[Hashable, Any] = {}
        self._callbacks: list[Callable[[Hashable, Any], None]] = []
        self._waiting = 0

    def submit(self, job_id: Hashable) -> None:
        """Take on a new job; ``ValueError`` if it is known already."""
        with self._lock:
            if job_id in self._results:
                raise ValueError(f"job {job_id!r} is known already")
            self._results[job_id] = _OPEN

    def finish(self, job_id: Hashable, result: Any) -> None:
        """Note the result of a job, and tell all who subscribed.

        Raises:
            KeyError: there is no such job.
            ValueError: it is finished already.
        """
        with self._lock:
            if self._results[job_id] is not _OPEN:
                raise ValueError(f"job {job_id!r} is finished already")
            self._results[job_id] = result
            callbacks = list(self._callbacks)
        for callback in callbacks:
            try:
                callback(job_id, result)
            except Exception:  # noqa: BLE001  a stranger's code: whatever it raises is its own affair
                traceback.print_exc()

    def wait_for(self, job_id: Hashable, timeout: float | None = None) -> Any:
        """Wait until a job is finished, and give its result.

        Raises:
            KeyError: there is no such job.
            TimeoutError: it was not finished within ``timeout`` seconds.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        with self._lock:
            self._waiting += job_id in self._results
        try:
            while (result := self._results[job_id]) is _OPEN:
                if deadline is not None and time.monotonic() >= deadline:
                    raise TimeoutError(f"job {job_id!r} is not finished")
                time.sleep(0.005)
        finally:
            with self._lock:
                self._waiting -= job_id in self._results
        return result

    def subscribe(self, callback: Callable[[Hashable, Any], None]) -> None:
        """Have ``callback(job_id, result)`` called for every job that is finished from now on."""
        with self._lock:
            self._callbacks.append(callback)

    def stats(self) -> dict[str, int]:
        """How many jobs were submitted, how many of them are finished, and how many are waited for."""
        with self._lock:
            results = list(self._results.values())
            open_ones = sum(result is _OPEN for result in results)
            return {
                "submitted": len(results),
                "finished": len(results) - open_ones,
                "waiting": self._waiting,
            }
