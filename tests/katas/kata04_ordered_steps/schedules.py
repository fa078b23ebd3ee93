"""Three threads, one step each, in every order that matters, in one round and in the next."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    Together = Callable[..., object]

# Shorter than anybody's pause between two looks: who polls meets nobody at the same instant of the clock.
A_MOMENT = 0.000001

IN_ORDER = ["first begins", "first ends", "second begins", "second ends", "third begins", "third ends"]


class Refused(BaseException):
    """What an `fn` raises: no `Exception`, as `KeyboardInterrupt` is none."""


class Round:
    """One round of steps that take ``seconds`` each, and what was seen of it."""

    def __init__(self, steps: Any, failing: str = "", seconds: float = A_MOMENT) -> None:
        self._steps = steps
        self._failing = failing
        self._seconds = seconds
        self.seen: list[str] = []

    def call(self, name: str) -> None:
        """Call ``name`` with an `fn` that notes when it begins and when it ends."""

        def fn() -> None:
            self.seen.append(f"{name} begins")
            if self._seconds:
                time.sleep(self._seconds)
            self.seen.append(f"{name} ends")
            if name == self._failing:
                raise Refused(name)

        raised = ""
        try:
            getattr(self._steps, name)(fn)
        except Refused as error:
            raised = str(error)
        expected = name if name == self._failing else ""
        assert raised == expected, (
            f"{name} returned, though its fn had raised" if expected else f"{name} raised, and its fn had not"
        )
        assert f"{name} ends" in self.seen, f"{name} returned before its fn had ended"

    def run(self, together: Together, *names: str) -> None:
        """Let a thread for each of ``names`` call it, and look at the order."""
        self.run_all(together, *(lambda name=name: self.call(name) for name in names))

    def run_all(self, together: Together, *callers: Callable[[], object]) -> None:
        """Run ``callers``, which call all three, and look at the order."""
        together(*callers)
        assert self.seen == IN_ORDER, f"what was seen: {', '.join(self.seen)}"

    def run_backwards(self, together: Together) -> None:
        """Let each come when the later steps wait already; on the jumping clock, that is sure."""

        def late(seconds: float, name: str) -> None:
            time.sleep(seconds)
            self.call(name)

        self.run_all(
            together,
            lambda: self.call("third"),
            lambda: late(A_MOMENT, "second"),
            lambda: late(2 * A_MOMENT, "first"),
        )

    def run_in_turn(self, together: Together) -> None:
        """Let the three come one after the other, when all is over before the next."""
        for name in ("first", "second", "third"):
            together(lambda name=name: self.call(name))
        assert self.seen == IN_ORDER, f"what was seen: {', '.join(self.seen)}"


@pytest.mark.explore(seconds=60)
def test_order(attempt: ModuleType, together: Together) -> None:
    """Three threads come in any order; a step begins when the one before it has ended."""
    Round(attempt.Steps()).run(together, "first", "second", "third")


@pytest.mark.explore(bound=1)
def test_second_round(attempt: ModuleType, together: Together) -> None:
    """When a round is over the next one is in order again, though all had come in turn the first time."""
    steps = attempt.Steps()
    Round(steps).run_in_turn(together)
    Round(steps).run(together, "first", "second", "third")


@pytest.mark.explore(clock="jumping", bound=1)
def test_second_round_after_waiting(attempt: ModuleType, together: Together) -> None:
    """So is it when they had to wait for each other in the first round."""
    steps = attempt.Steps()
    Round(steps).run_backwards(together)
    Round(steps, seconds=0).run(together, "first", "second", "third")


@pytest.mark.explore(clock="jumping", bound=0)
def test_many_rounds(attempt: ModuleType, together: Together) -> None:
    """So is it in the rounds after that, whether somebody had to wait in them or not."""
    steps = attempt.Steps()
    for _ in range(2):
        Round(steps).run_backwards(together)
        Round(steps).run_in_turn(together)


@pytest.mark.explore(clock="jumping", bound=1)
@pytest.mark.parametrize("failing", ["first", "second", "third"])
def test_exception(attempt: ModuleType, together: Together, failing: str) -> None:
    """An exception leaves from its own step alone; the others run, and the next round is in order."""
    steps = attempt.Steps()
    Round(steps, failing).run_backwards(together)
    Round(steps).run_backwards(together)


@pytest.mark.explore(bound=1)
def test_two_of_them(attempt: ModuleType, together: Together) -> None:
    """What happens in one `Steps` lets nobody go on in another."""
    one, other = attempt.Steps(), attempt.Steps()
    Round(one).call("first")
    Round(other).run(together, "first", "second", "third")
