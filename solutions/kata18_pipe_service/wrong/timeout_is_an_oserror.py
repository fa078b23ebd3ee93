"""TimeoutError is an OSError: raised where the pipe's errors are caught, it becomes a ConnectionError."""
# expect: wrong in correctness

from collections.abc import Callable
from itertools import count
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from typing import Any, Self


def _take(end: Connection, inbox: SimpleQueue[tuple[int, Any] | None]) -> None:
    """Empty the pipe, whatever the handler is doing."""
    try:
        while True:
            inbox.put(end.recv())
    except EOFError:
        inbox.put(None)


def _serve(handler: Callable[[Any], Any], end: Connection) -> None:
    """Be the child."""
    inbox: SimpleQueue[tuple[int, Any] | None] = SimpleQueue()
    Thread(target=_take, args=(end, inbox), daemon=True).start()
    while (message := inbox.get()) is not None:
        number, request = message
        try:
            answer = number, True, handler(request)
        except BaseException as error:  # noqa: BLE001  SystemExit too is the caller's to see
            answer = number, False, error
        try:
            end.send(answer)
        except Exception as error:  # noqa: BLE001  whatever pickling it raised
            end.send((number, False, ValueError(f"no way to send the answer: {error}")))


class Service:
    """Calls ``handler`` in a child process."""

    def __init__(self, handler: Callable[[Any], Any]) -> None:
        self._end, theirs = Pipe()
        self._child = Process(target=_serve, args=(handler, theirs), daemon=True)
        self._child.start()
        theirs.close()
        self._turn = Lock()
        self._numbers = count()

    def call(self, request: Any, timeout: float | None = None) -> Any:
        """Give what the handler makes of ``request``, or raise what it raises."""
        deadline = None if timeout is None else monotonic() + timeout
        if not self._turn.acquire(timeout=-1 if timeout is None else timeout):
            raise TimeoutError("its turn did not come")
        try:
            worked, answer = self._exchange(request, deadline)
        finally:
            self._turn.release()
        if worked:
            return answer
        raise answer

    def _exchange(self, request: Any, deadline: float | None) -> tuple[bool, Any]:
        number = next(self._numbers)
        try:
            self._end.send((number, request))
            while True:
                left = None if deadline is None else max(0.0, deadline - monotonic())
                if not self._end.poll(left):
                    raise TimeoutError("no answer in time")
                answered, worked, answer = self._end.recv()
                if answered == number:
                    return worked, answer
        except (EOFError, OSError) as error:
            raise ConnectionError("the child has gone") from error

    def close(self) -> None:
        """End the child."""
        self._child.kill()
        self._child.join()
        with self._turn:
            self._end.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
