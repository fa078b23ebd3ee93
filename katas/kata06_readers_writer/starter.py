"""Many may read at the same time, one may write alone, and nobody waits for ever."""

from contextlib import AbstractContextManager


class ReadWriteLock:
    """A lock that readers share and that a writer has to itself."""

    def __init__(self) -> None:
        # TODO: what do you have to know to decide who may come in?
        raise NotImplementedError

    def read(self) -> AbstractContextManager[object]:
        """Give what ``with`` enters: inside, other readers may be, and no writer."""
        # TODO: who has to wait outside? And who wants to know when a reader has left?
        raise NotImplementedError

    def write(self) -> AbstractContextManager[object]:
        """Give what ``with`` enters: inside, nobody else is."""
        # TODO: readers may come one after the other for ever. When is it a writer's turn?
        raise NotImplementedError
