"""`close` gives the child two and a half seconds to end by itself, which it never does in mid-call."""
# expect: timed_out in correctness

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any, Self


def _serve(handler: Callable[[Any], Any], end: Connection) -> None:
    """Be the child: answer requests until the parent has gone."""
    while True:
        try:
            request = end.recv()
        except EOFError:
            return
        try:
            answer = True, handler(request)
        except BaseException as error:  # noqa: BLE001  SystemExit too is the caller's to see
            answer = False, error
        try:
            end.send(answer)
        except Exception as error:  # noqa: BLE001  it is pickled before a byte is sent: the pipe is as it was
            end.send((False, TypeError(f"the answer cannot be sent: {error!r}")))


class Service:
    """Calls ``handler`` in a child process, one request at a time."""

    def __init__(self, handler: Callable[[Any], Any]) -> None:
        self._end, theirs = Pipe()
        self._child = Process(target=_serve, args=(handler, theirs), daemon=True)
        self._child.start()
        theirs.close()  # the child's copy is the only one now: with the child goes the pipe
        self._courier = ThreadPoolExecutor(1)
        self._closing = Lock()

    def _ask(self, request: Any) -> tuple[bool, Any]:
        """Carry a request to the child and its answer back; only the courier does this."""
        try:
            self._end.send(request)
            answer: tuple[bool, Any] = self._end.recv()
        except (EOFError, OSError) as error:
            raise ConnectionError("the service has gone") from error
        return answer

    def call(self, request: Any, timeout: float | None = None) -> Any:
        """Give what the handler makes of ``request``, or raise what it raises.

        Raises:
            TimeoutError: it took longer than ``timeout`` seconds, waiting for its turn included.
            ConnectionError: the child has died, or the service was closed.
        """
        try:
            future = self._courier.submit(self._ask, request)
        except RuntimeError:
            raise ConnectionError("the service is closed") from None
        try:
            worked, answer = future.result(timeout)
        finally:
            future.cancel()  # where its turn has not come, it is not asked at all
        if worked:
            return answer
        raise answer

    def close(self) -> None:
        """End the child, whatever it is doing; who waits for an answer gets a `ConnectionError`."""
        with self._closing:
            self._child.join(2.5)
            self._child.kill()  # the pipe breaks, so the courier gets on, and so does everybody in its queue
            self._courier.shutdown()
            self._child.join()
            self._end.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
