"""Three steps, each in a thread of its own, that come in any order and run in one."""

from collections.abc import Callable


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        # TODO: what do those who have to wait wait for, and who tells them?
        pass

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        # TODO: what if fn raises? And is everything as new when the next round begins?
        raise NotImplementedError

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        # TODO: wait without burning the processor
        raise NotImplementedError

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        # TODO: the same, one step later. What has to be as it was when the next round begins?
        raise NotImplementedError
