"""A pipe for requests and one for answers; a thread of the service's own asks, and watches the child's pulse.

The callers queue up with what they want and an event that says it has come. The thread waits for an
answer and for the child's end at the same time, so it does not matter who else holds an end of the pipes.
"""

from __future__ import annotations

import multiprocessing as mp
from dataclasses import dataclass, field
from multiprocessing import connection
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable

_SPAWNED = mp.get_context("spawn")


class _Child(_SPAWNED.Process):
    """Owns the handler."""

    def __init__(
        self,
        handler: Callable[[Any], Any],
        requests: connection.Connection,
        answers: connection.Connection,
    ) -> None:
        super().__init__(daemon=True)
        self._handler, self._requests, self._answers = handler, requests, answers

    def run(self) -> None:
        """Answer until nobody asks."""
        while True:
            try:
                request = self._requests.recv()
            except EOFError:
                break
            try:
                self._answers.send((self._handler(request), None))
            except BaseException as error:  # noqa: BLE001  of the handler, or of pickling
                self._excuse(error)

    def _excuse(self, error: BaseException) -> None:
        try:
            self._answers.send((None, error))
        except Exception:  # noqa: BLE001  of pickling
            self._answers.send((None, RuntimeError(repr(error))))


@dataclass(eq=False)
class _Errand:
    request: Any
    abandoned: bool = False
    answer: Any = None
    error: BaseException | None = None
    done: Event = field(default_factory=Event)


class Service:
    """Calls ``handler`` in a child process."""

    def __init__(self, handler: Callable[[Any], Any]) -> None:
        requests, self._requests = _SPAWNED.Pipe(duplex=False)
        self._answers, answers = _SPAWNED.Pipe(duplex=False)
        self._child = _Child(handler, requests, answers)
        self._child.start()
        requests.close()
        answers.close()
        self._errands: SimpleQueue[_Errand | None] = SimpleQueue()
        self._open = True
        self._lock = Lock()
        self._runner = Thread(target=self._run, daemon=True)
        self._runner.start()

    def _run(self) -> None:
        while (errand := self._errands.get()) is not None:
            if not errand.abandoned:
                try:
                    errand.answer, errand.error = self._ask(errand.request)
                except BaseException as error:  # noqa: BLE001  no more or less than the caller's affair
                    errand.error = error
            errand.done.set()
        self._requests.close()
        self._answers.close()

    def _ask(self, request: Any) -> tuple[Any, BaseException | None]:
        gone = ConnectionResetError("nobody there to answer")
        try:
            self._requests.send(request)
        except OSError:
            raise gone from None
        connection.wait([self._answers, self._child.sentinel])
        if not self._answers.poll():
            raise gone
        try:
            answer: tuple[Any, BaseException | None] = self._answers.recv()
        except EOFError:
            raise gone from None
        return answer

    def call(self, request: Any, timeout: float | None = None) -> Any:
        """Give what the handler makes of ``request``, or raise what it raises."""
        errand = _Errand(request)
        with self._lock:
            if not self._open:
                raise ConnectionAbortedError("closed")
            self._errands.put(errand)
        if not errand.done.wait(timeout):
            errand.abandoned = True
            raise TimeoutError
        if errand.error is not None:
            raise errand.error
        return errand.answer

    def close(self) -> None:
        """End the child, then the thread."""
        with self._lock:
            if self._open:
                self._open = False
                self._errands.put(None)
        self._child.terminate()
        self._child.join()
        self._runner.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
