"""What the steps do when they come in turn, and what waiting costs; the orders are left to `schedules`.

So are calls after one that raised: there, who waits for ever is shown at once and with the reason.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from grader.measure.busy import shares_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

NAMES = ("first", "second", "third")


class Called(threading.Thread):
    """A thread that calls one of the three methods; what comes out is kept."""

    def __init__(self, method: Callable[..., object], fn: Callable[[], object]) -> None:
        super().__init__()
        self.raised: BaseException | None = None
        self.begun = threading.Event()
        self._method, self._fn = method, fn
        self.start()

    def run(self) -> None:
        """Call the method."""
        self.begun.set()
        try:
            self._method(self._fn)
        except BaseException as error:  # noqa: BLE001  an fn may raise any of them
            self.raised = error

    def ended(self) -> None:
        """Wait until the method has returned."""
        self.join()
        if self.raised is not None:
            raise AssertionError(f"raised {self.raised!r}, and no fn had") from self.raised


def test_each_runs_once(attempt: ModuleType) -> None:
    """Called one after the other, each in a thread of its own, each runs its `fn` once and returns."""
    steps = attempt.Steps()
    ran: list[str] = []
    for number, name in enumerate(NAMES):
        Called(getattr(steps, name), lambda name=name: ran.append(name)).ended()
        assert ran == list(NAMES[: number + 1]), f"when {name} had returned, these had run: {ran}"


def test_named_and_unnamed(attempt: ModuleType) -> None:
    """`fn` can be given by name; what it returns does not matter."""
    steps = attempt.Steps()
    ran: list[str] = []

    def fn(name: str) -> object:
        ran.append(name)
        return name if name != "second" else None

    for name in NAMES:
        method = getattr(steps, name)
        Called(lambda fn, method=method: method(fn=fn), lambda name=name: fn(name)).ended()
    assert ran == list(NAMES), f"first, second and third were called with fn=...; these ran: {ran}"


def test_each_in_its_own_thread(attempt: ModuleType) -> None:
    """Each `fn` runs in the thread that brought it along."""
    steps = attempt.Steps()
    for name in NAMES:
        ran_in: list[threading.Thread] = []
        caller = Called(getattr(steps, name), lambda ran_in=ran_in: ran_in.append(threading.current_thread()))
        caller.ended()
        assert ran_in == [caller], f"{name} was called in {caller.name}, and its fn ran in {ran_in[0].name}"


def test_round_after_round(attempt: ModuleType) -> None:
    """When all three have returned the next round can begin, as often as you like."""
    steps = attempt.Steps()
    ran: list[str] = []
    for number in range(1, 6):
        for name in NAMES:
            Called(getattr(steps, name), lambda name=name: ran.append(name)).ended()
        assert ran == list(NAMES) * number, f"after {number} rounds, one step at a time, these had run: {ran}"


def test_exception(attempt: ModuleType) -> None:
    """What an `fn` raises leaves from the method that was given it, whatever it is."""
    for failing, kind in zip(NAMES, (ValueError, KeyboardInterrupt, SystemExit), strict=True):
        steps = attempt.Steps()
        error = kind("the suite's own")

        def fail(error: BaseException = error) -> None:
            raise error

        for name in NAMES[: NAMES.index(failing)]:
            Called(getattr(steps, name), lambda: None).ended()
        caller = Called(getattr(steps, failing), fail)
        caller.join()
        assert caller.raised is error, (
            f"the fn of {failing} raised {error!r}; {failing} raised {caller.raised!r}"
        )


def test_waiting_is_cheap(attempt: ModuleType) -> None:
    """Whoever waits does not burn the processor: it blocks, or sleeps between two looks."""
    for number in (1, 2):
        steps = attempt.Steps()
        waiting = Called(getattr(steps, NAMES[number]), lambda: None)
        waiting.begun.wait()
        [share] = shares_of([waiting])
        for name in NAMES[:number]:
            Called(getattr(steps, name), lambda: None).ended()
        waiting.ended()
        assert share < 0.5, (
            f"{NAMES[number]} waited for the step before it, and used the processor "
            f"for {share:.0%} of that time"
        )
