"""Two sets of events, one for every other night, and never cleared: the third round finds the first one's set."""
# expect: wrong in schedules

from collections.abc import Callable
from threading import Event


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._events = [(Event(), Event()), (Event(), Event())]
        self._rounds = [0, 0, 0]

    def _of_this_round(self, step: int) -> tuple[Event, Event]:
        number = self._rounds[step]
        self._rounds[step] += 1
        return self._events[number % 2]

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        first_is_over, _ = self._of_this_round(0)
        try:
            fn()
        finally:
            first_is_over.set()

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        first_is_over, second_is_over = self._of_this_round(1)
        first_is_over.wait()
        try:
            fn()
        finally:
            second_is_over.set()

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        _, second_is_over = self._of_this_round(2)
        second_is_over.wait()
        fn()
