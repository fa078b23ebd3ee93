"""Two semaphores and a deque between two stages: one counts the room, the other what there is to take.

Each message says what it is: an item, or the end with the failure that brought it, if there was one. Nobody
shares anything else; a stage that has failed takes what still comes, until the end.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from threading import Semaphore, Thread
from typing import Any, NamedTuple


class _Message(NamedTuple):
    item: Any = None
    last: bool = False
    failure: BaseException | None = None


class _Pipe:
    def __init__(self, capacity: int) -> None:
        self._messages: deque[_Message] = deque()
        self._room = Semaphore(capacity)
        self._there = Semaphore(0)

    def send(self, message: _Message) -> None:
        self._room.acquire()
        self._messages.append(message)
        self._there.release()

    def receive(self) -> _Message:
        self._there.acquire()
        message = self._messages.popleft()
        self._room.release()
        return message


class _Stage(Thread):
    def __init__(self, stage: Callable[[Any], Any], inbox: _Pipe, outbox: _Pipe, failed: list[bool]) -> None:
        super().__init__()
        self._stage, self._inbox, self._outbox, self._failed = stage, inbox, outbox, failed

    def run(self) -> None:
        failure = None
        while not (message := self._inbox.receive()).last:
            if failure is None:
                try:
                    self._outbox.send(_Message(self._stage(message.item)))
                except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
                    failure = error
                    self._failed.append(True)
        self._outbox.send(_Message(last=True, failure=failure or message.failure))


class _Feeder(Thread):
    def __init__(self, items: Iterable[Any], outbox: _Pipe, failed: list[bool]) -> None:
        super().__init__()
        self._items, self._outbox, self._failed = items, outbox, failed

    def run(self) -> None:
        failure = None
        try:
            for item in self._items:
                self._outbox.send(_Message(item))
                if self._failed:
                    break
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
            failure = error
        self._outbox.send(_Message(last=True, failure=failure))


def run_pipeline(items: Iterable[Any], stages: Sequence[Callable[[Any], Any]], capacity: int) -> list[Any]:
    """Send each of ``items`` through all ``stages``, which work at the same time; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    pipes = [_Pipe(capacity) for _ in range(len(stages) + 1)]
    failed: list[bool] = []
    threads: list[Thread] = [_Feeder(items, pipes[0], failed)]
    threads += [_Stage(stage, pipes[n], pipes[n + 1], failed) for n, stage in enumerate(stages)]
    for thread in threads:
        thread.start()
    results: list[Any] = []
    while not (message := pipes[-1].receive()).last:
        results.append(message.item)
    for thread in threads:
        thread.join()
    if message.failure is not None:
        raise message.failure
    return results
