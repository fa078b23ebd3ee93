"""The outcome of a run is a message in a queue: whoever takes it out puts it back for the next."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self.factory = factory
        self.lock = Lock()
        self.outcomes: dict[K, SimpleQueue] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        self.lock.acquire()
        try:
            first = key not in self.outcomes
            if first:
                self.outcomes[key] = SimpleQueue()
            outcome = self.outcomes[key]
        finally:
            self.lock.release()
        if first:
            outcome.put(self._run(key))
        value, error = message = outcome.get()
        outcome.put(message)
        if error is not None:
            raise error
        return value

    def _run(self, key: K) -> tuple[V | None, BaseException | None]:
        try:
            return self.factory(key), None
        except BaseException as error:  # noqa: BLE001  it goes to everybody who waits
            with self.lock:
                self.outcomes.pop(key)
            return None, error
