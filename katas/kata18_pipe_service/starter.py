"""A child process behind a pipe that many threads may call."""

from collections.abc import Callable
from typing import Any, Self


class Service:
    """Calls ``handler`` in a child process, one request at a time."""

    def __init__(self, handler: Callable[[Any], Any]) -> None:
        # TODO: make a `multiprocessing.Pipe`, and start a child that answers what comes out of it.
        # Which process holds which ends of the pipe, and when does that matter?
        raise NotImplementedError

    def call(self, request: Any, timeout: float | None = None) -> Any:
        """Give what the handler makes of ``request``, or raise what it raises.

        Raises:
            TimeoutError: it took longer than ``timeout`` seconds, waiting for its turn included.
            ConnectionError: the child has died, or the service was closed.
        """
        # TODO: send the request, receive its answer: your own, whoever else is calling
        raise NotImplementedError

    def close(self) -> None:
        """End the child, whatever it is doing; who waits for an answer gets a `ConnectionError`."""
        # TODO: leave nothing behind, whoever is in the middle of a call
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
