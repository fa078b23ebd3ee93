"""Two queues of tokens; one step waits with short time-outs, the other one sleeps between two looks."""

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue


class Steps:
    """Runs what three threads bring along in the order first, second, third; round after round."""

    def __init__(self) -> None:
        self._first_is_over: SimpleQueue[None] = SimpleQueue()
        self._second_is_over: SimpleQueue[None] = SimpleQueue()

    def first(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` at once, and let the second step go on."""
        try:
            fn()
        finally:
            self._first_is_over.put(None)

    def second(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the first step of this round is over."""
        while True:
            try:
                self._first_is_over.get(timeout=0.01)
                break
            except Empty:
                continue
        try:
            fn()
        finally:
            self._second_is_over.put(None)

    def third(self, fn: Callable[[], object]) -> None:
        """Call ``fn`` when the second step of this round is over."""
        while True:
            try:
                self._second_is_over.get_nowait()
                break
            except Empty:
                time.sleep(0.005)
        fn()
