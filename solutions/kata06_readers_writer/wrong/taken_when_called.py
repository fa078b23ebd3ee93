"""`read()` and `write()` take the lock when they are called, not when `with` enters."""
# expect: deadlock in schedules

from threading import Condition, Lock


class _Reading:
    def __init__(self, lock: "ReadWriteLock") -> None:
        self._lock = lock

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        with self._lock.left:
            self._lock.readers -= 1
            self._lock.left.notify()


class _Writing:
    def __init__(self, lock: "ReadWriteLock") -> None:
        self._lock = lock

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._lock.turnstile.release()


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self.turnstile = Lock()
        self.left = Condition()
        self.readers = 0

    def read(self) -> _Reading:
        """Give what ``with`` enters: inside, other readers may be, and no writer."""
        with self.turnstile, self.left:
            self.readers += 1
        return _Reading(self)

    def write(self) -> _Writing:
        """Give what ``with`` enters: inside, nobody else is."""
        self.turnstile.acquire()
        with self.left:
            self.left.wait_for(lambda: self.readers == 0)
        return _Writing(self)
