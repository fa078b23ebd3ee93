"""A few threads work off the calls that others submit: each result comes in a future, and nobody is left."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Self


class WorkerPool:
    """Runs calls in ``workers`` threads; made of threads and a queue, not of an executor."""

    def __init__(self, workers: int) -> None:
        # TODO: where do calls wait, and who takes them from there?
        raise NotImplementedError

    def submit[R](self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        """Have ``fn(*args, **kwargs)`` run by a worker; its result comes in the future.

        Raises:
            RuntimeError: the pool was shut down.
        """
        # TODO: what if somebody shuts the pool down at this very moment?
        raise NotImplementedError

    def shutdown(self, wait: bool = True) -> None:  # noqa: FBT001, FBT002  the signature of executors
        """Accept no more calls; finish all that were accepted, and wait for that if ``wait``."""
        # TODO: how does each worker learn that it may go home, and not before the work is done?
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    def _work(self) -> None:
        """What each worker does."""
        # TODO: take a call, run it, hand its result or its exception to the future; again and again.
        raise NotImplementedError
