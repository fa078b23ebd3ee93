"""Nobody waits for anybody: the order is that of the callers."""
# expect: race in schedules

from collections.abc import Callable


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        fn()

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        fn()

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        fn()
