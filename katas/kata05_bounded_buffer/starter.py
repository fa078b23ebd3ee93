"""A buffer between threads that put and threads that get; full or empty, they wait for each other."""


class BoundedBuffer[T]:
    """At most ``capacity`` items, first in, first out, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        # TODO: a capacity below 1 is a ValueError. And what is needed besides a place for the items?
        raise NotImplementedError

    def put(self, item: T, timeout: float | None = None) -> None:
        """Add ``item``; while the buffer is full, wait, for ``timeout`` seconds at most.

        Raises:
            TimeoutError: there was no room in time; the item is not in the buffer.
        """
        # TODO: when you have been woken, is there room for sure? How much of the time is left?
        raise NotImplementedError

    def get(self, timeout: float | None = None) -> T:
        """Take the oldest item; while there is none, wait, for ``timeout`` seconds at most.

        Raises:
            TimeoutError: there was no item in time; none was taken.
        """
        # TODO: whom do you have to tell that there is room now?
        raise NotImplementedError

    def __len__(self) -> int:
        """How many items are in the buffer now."""
        raise NotImplementedError
