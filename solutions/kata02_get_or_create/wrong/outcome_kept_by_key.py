"""The outcome belongs to the key, not to the run: who wakes up after the next run has begun gets that one's."""
# expect: race | wrong in schedules

from collections.abc import Callable
from threading import Condition


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        self._changed = Condition()
        self._states: dict[K, str] = {}
        self._outcomes: dict[K, object] = {}

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run."""
        with self._changed:
            if self._states.get(key) == "running":
                while self._states[key] == "running":
                    self._changed.wait()
                if self._states[key] == "failed":
                    raise self._outcomes[key]
            if self._states.get(key) == "made":
                return self._outcomes[key]
            self._states[key] = "running"
        state, outcome = "made", None
        try:
            outcome = self._factory(key)
        except BaseException as error:
            state, outcome = "failed", error
            raise
        finally:
            with self._changed:
                self._states[key], self._outcomes[key] = state, outcome
                self._changed.notify_all()
        return outcome
