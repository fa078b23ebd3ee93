"""A thread that sends, a thread that receives, and a table of the calls that are under way.

Nobody holds anything while waiting: a call puts itself into the table and waits for its own future. What
arrives for a number that is no longer in the table is dropped. Answers travel as bytes inside of the message,
so that one which cannot be unpickled harms its own caller alone.
"""

import pickle
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Self


def _serve(handler: Callable[[Any], Any], end: Connection) -> None:
    """Be the child."""
    while True:
        try:
            number, request = end.recv()
        except EOFError:
            return
        try:
            answer = pickle.dumps((True, handler(pickle.loads(request))))  # noqa: S301  our own parent sent it
        except BaseException as error:  # noqa: BLE001  of the handler, or of pickling what it gave
            try:
                answer = pickle.dumps((False, error))
            except Exception:  # noqa: BLE001  an exception that holds what cannot be pickled
                answer = pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
        end.send((number, answer))


class Service:
    """Calls ``handler`` in a child process."""

    def __init__(self, handler: Callable[[Any], Any]) -> None:
        self._end, theirs = Pipe()
        self._child = Process(target=_serve, args=(handler, theirs), daemon=True)
        self._child.start()
        theirs.close()
        self._guard = Lock()
        self._waiting: dict[int, Future[bytes]] | None = {}  # None once the child has gone
        self._number = 0
        self._outbox: SimpleQueue[tuple[int, bytes] | None] = SimpleQueue()
        self._threads = [Thread(target=self._send, daemon=True), Thread(target=self._receive, daemon=True)]
        for thread in self._threads:
            thread.start()

    def _send(self) -> None:
        while (message := self._outbox.get()) is not None:
            try:
                self._end.send(message)
            except OSError:
                return  # the receiver notices, too, and tells everybody

    def _receive(self) -> None:
        while True:
            try:
                number, answer = self._end.recv()
            except (EOFError, OSError):
                break
            with self._guard:
                future = self._waiting.pop(number, None) if self._waiting is not None else None
            if future is not None:
                future.set_result(answer)
        with self._guard:
            left, self._waiting = self._waiting or {}, None
        for future in left.values():
            future.set_exception(ConnectionError("the child has gone"))
        self._outbox.put(None)

    def call(self, request: Any, timeout: float | None = None) -> Any:
        """Give what the handler makes of ``request``, or raise what it raises."""
        data = pickle.dumps(request)
        future: Future[bytes] = Future()
        with self._guard:
            if self._waiting is None:
                raise ConnectionError("the child has gone")
            self._number += 1
            number = self._number
            self._waiting[number] = future
        self._outbox.put((number, data))
        try:
            answer = future.result(timeout)
        except TimeoutError:
            with self._guard:
                if self._waiting is not None:
                    self._waiting.pop(number, None)
            raise
        worked, value = pickle.loads(answer)  # noqa: S301  our own child sent it
        if worked:
            return value
        raise value

    def close(self) -> None:
        """End the child, and wait for the threads, which end with it."""
        self._child.terminate()
        self._child.join()
        for thread in self._threads:
            thread.join()
        with self._guard:
            self._end.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
