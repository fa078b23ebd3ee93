"""Hand-made channels on a condition, which either end can close: what waits at a closed channel is let go."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Condition, Thread
from typing import Any


class _Closed(Exception):
    """Nobody takes anything from this channel any more."""


class _Channel:
    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._items: deque[Any] = deque()
        self._ended = False  # nothing more comes
        self._given_up = False  # nothing more is taken
        self._changed = Condition()

    def put(self, item: Any) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._given_up or len(self._items) < self._capacity)
            if self._given_up:
                raise _Closed
            self._items.append(item)
            self._changed.notify_all()

    def end(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def give_up(self) -> None:
        with self._changed:
            self._given_up = True
            self._changed.notify_all()

    def __iter__(self) -> Iterator[Any]:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._items or self._ended)
                if not self._items:
                    return
                item = self._items.popleft()
                self._changed.notify_all()
            yield item


def run_pipeline(items: Iterable[Any], stages: Sequence[Callable[[Any], Any]], capacity: int) -> list[Any]:  # noqa: C901  short functions, all in one place
    """Send each of ``items`` through all ``stages``, which work at the same time; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    channels = [_Channel(capacity) for _ in range(len(stages) + 1)]
    errors: list[BaseException] = []

    def pump(source: Iterable[Any], stage: Callable[[Any], Any] | None, target: _Channel) -> None:
        try:
            for item in source:
                target.put(item if stage is None else stage(item))
        except _Closed:
            pass
        except BaseException as error:  # noqa: BLE001  whatever it is, it is the caller's
            errors.append(error)
        finally:
            if isinstance(source, _Channel):
                source.give_up()
            target.end()

    threads = [Thread(target=pump, args=(items, None, channels[0]))]
    for number, stage in enumerate(stages):
        threads.append(Thread(target=pump, args=(channels[number], stage, channels[number + 1])))
    for thread in threads:
        thread.start()
    results = list(channels[-1])
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
