"""Only writers need the lock: to read one attribute is one step, and any moment will do.

That holds because the total is one attribute, written once per ``add``. With two attributes that
belong together, the reader would need the lock as well.
"""

from threading import Lock


class Counter:
    """A total, 0 at first, that any thread may raise and read at any time."""

    def __init__(self) -> None:
        self._value = 0
        self._lock = Lock()

    def add(self, amount: int = 1) -> None:
        """Add ``amount`` to the total."""
        with self._lock:
            self._value += amount

    @property
    def value(self) -> int:
        """The total now."""
        return self._value
