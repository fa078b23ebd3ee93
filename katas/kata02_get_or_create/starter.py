"""A registry that makes one object per key, the first time somebody asks for it."""

from collections.abc import Callable


class Registry[K, V]:
    """One object per key, made by ``factory`` on first use; any number of threads may ask."""

    def __init__(self, factory: Callable[[K], V]) -> None:
        self._factory = factory
        # TODO: what has to be remembered, and for whom? Some keys are there, some are being made.

    def get(self, key: K) -> V:
        """Give the object of ``key``; whoever asks while it is being made waits for that one run.

        Raises:
            BaseException: whatever the run of the factory raised, for all who waited for it.
        """
        # TODO: "not there yet, so make it" are two steps. Who gets in between?
        # TODO: and if the factory raises, who tells those that wait?
        raise NotImplementedError
