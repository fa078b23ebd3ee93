"""Threads are atoms: two of hydrogen and one of oxygen leave together, as one molecule."""

from collections.abc import Callable


class Water:
    """Where atoms meet; one for any number of molecules, one after the other."""

    def __init__(self) -> None:
        # TODO: how many of each kind may be on their way into one molecule?
        raise NotImplementedError

    def hydrogen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        # TODO: who tells you that the other two are here?
        raise NotImplementedError

    def oxygen(self, release: Callable[[], None]) -> None:
        """Wait until two hydrogens and an oxygen are here, then call ``release`` once."""
        # TODO: when may the atoms of the next molecule begin?
        raise NotImplementedError
