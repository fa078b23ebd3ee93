"""The textbook's answer: the first reader locks the room, the last one unlocks it, all through a turnstile.

A semaphore and no lock for the room, since the last reader out need not be the first who came in.
"""

from threading import Lock, Semaphore


class _Reading:
    def __init__(self, lock: "ReadWriteLock") -> None:
        self._lock = lock

    def __enter__(self) -> None:
        lock = self._lock
        lock.turnstile.acquire()
        lock.turnstile.release()
        with lock.counting:
            lock.readers += 1
            if lock.readers == 1:
                lock.room.acquire()

    def __exit__(self, *_: object) -> None:
        lock = self._lock
        with lock.counting:
            lock.readers -= 1
            if lock.readers == 0:
                lock.room.release()


class _Writing:
    def __init__(self, lock: "ReadWriteLock") -> None:
        self._lock = lock

    def __enter__(self) -> None:
        self._lock.turnstile.acquire()
        self._lock.room.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.turnstile.release()
        self._lock.room.release()


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        self.turnstile = Semaphore(1)
        self.room = Semaphore(1)
        self.counting = Lock()
        self.readers = 0

    def read(self) -> _Reading:
        """Give what ``with`` enters: inside, other readers may be, and no writer."""
        return _Reading(self)

    def write(self) -> _Writing:
        """Give what ``with`` enters: inside, nobody else is."""
        return _Writing(self)
