"""A pipeline between its stages: order kept, no queue too long, nobody left behind when something fails.

The pipelines here are short: one to three stages, capacity 1, as few items as show the mistake. Where a
check has to know that everybody has got as far as they can, it runs on the jumping clock, on which time
passes only while all threads wait: a stage that sleeps holds up all the others.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

PAUSES = (0.01, 0.1, 1.0, 10.0)
"""On the jumping clock the first is enough for threads that wait, the later ones for threads that look
again now and then."""


class Planted(Exception):
    """What a check lets a stage or the items raise."""


def comes(happened: Callable[[], object]) -> bool:
    """Wait for what must come once everybody has got on; False if it does not. On the jumping clock."""
    for pause in PAUSES:
        if happened():
            return True
        time.sleep(pause)
    return bool(happened())


def plus_one(item: int) -> int:
    """A stage."""
    return item + 1


def twice(item: int) -> int:
    """Another stage."""
    return item * 2


def runs(attempt: ModuleType, *arguments: Any) -> list[Any]:
    """Run a pipeline that has no reason to fail."""
    results: list[Any] = attempt.run_pipeline(*arguments)
    return results


def raises(attempt: ModuleType, planted: tuple[BaseException, ...], *arguments: Any) -> None:
    """Run a pipeline in which something fails: the caller must get one of ``planted``."""
    # a thread may end of the very exception that the caller gets; nothing else may end it
    hook = threading.excepthook
    threading.excepthook = lambda args: None if args.exc_value in planted else hook(args)
    try:
        with pytest.raises(Planted) as caught:
            attempt.run_pipeline(*arguments)
    finally:
        threading.excepthook = hook
    assert caught.value in planted, f"the caller got {caught.value!r}, which nobody raised"


class Flow:
    """Counts what was read, and what each stage has begun and finished; keeps the largest distances."""

    def __init__(self, stages: int, last: int) -> None:
        self.read: list[int] = []
        self.begun: list[list[int]] = [[] for _ in range(stages)]
        self.done: list[list[int]] = [[] for _ in range(stages)]
        self._last = last

    def items(self) -> Iterator[int]:
        """Items one after the other; not without end, for who reads them all would never come back."""
        for item in range(self._last):
            self.read.append(item)
            yield item

    def stage(self, number: int, act: Callable[[int], object] = lambda _: None) -> Callable[[int], int]:
        """Make a stage that does ``act`` and hands on what it got."""

        def call(item: int) -> int:
            self.begun[number].append(item)
            act(item)
            self.done[number].append(item)
            return item

        return call

    def too_far(self, capacity: int) -> Iterator[str]:
        """Say who has run too far ahead."""
        for number in range(len(self.begun) - 1):
            ahead = len(self.done[number]) - len(self.begun[number + 1])
            if ahead > capacity + 2:
                yield (
                    f"stage {number + 1} has finished {ahead} items more than stage {number + 2} has begun, "
                    f"with a capacity of {capacity}"
                )
        stages = len(self.begun)
        ahead = len(self.read) - len(self.done[-1])
        if ahead > (capacity + 2) * (stages + 1):
            yield (
                f"{ahead} items were read ahead of the results, "
                f"with {stages} stages and a capacity of {capacity}"
            )


# What must come out the same on every schedule.


@pytest.mark.explore(clock="jumping", bound=0)
@pytest.mark.parametrize("capacity", [1, 4])
def test_back_pressure(attempt: ModuleType, witness: Callable[[], None], capacity: int) -> None:
    """While the last stage is busy, the others stop before any queue holds more than `capacity`."""
    items = 4 * (capacity + 2) + 4
    flow = Flow(3, items)
    seen: list[str] = []

    def hold(item: int) -> None:
        if item == 0:
            time.sleep(0.001)  # until all the others wait
            seen.extend(flow.too_far(capacity))

    results = runs(attempt, flow.items(), [flow.stage(0), flow.stage(1), flow.stage(2, hold)], capacity)
    assert not seen, seen[0]
    assert results == list(range(items)), f"the results of {items} items came as {results}"
    witness()


class Meeting:
    """Stages that wait inside for each other, each with another item."""

    def __init__(self, stages: int) -> None:
        self.stages = [self._stage(number) for number in range(stages)]
        self.inside: list[int] = []
        self.most: list[int] = []

    def _stage(self, number: int) -> Callable[[int], int]:
        def call(item: int) -> int:
            if item + number == len(self.stages) - 1:
                self.inside.append(number)
                self.most.append(len(self.inside))
                comes(lambda: max(self.most) == len(self.stages))
                self.inside.remove(number)
            return item

        return call


@pytest.mark.explore(clock="jumping", bound=0)
def test_two_stages_overlap(attempt: ModuleType) -> None:
    """Two stages work at the same time, each on an item of its own."""
    meeting = Meeting(2)
    results = runs(attempt, iter(range(2)), meeting.stages, 1)
    assert max(meeting.most) == 2, "of 2 stages, with an item for each, only one works at a time"
    assert results == [0, 1], f"the results of 2 items came as {results}"


@pytest.mark.explore(clock="jumping", bound=0)
def test_four_stages_overlap(attempt: ModuleType, witness: Callable[[], None]) -> None:
    """Four stages work at the same time, each on an item of its own."""
    meeting = Meeting(4)
    results = runs(attempt, iter(range(4)), meeting.stages, 1)
    most = max(meeting.most)
    assert most == 4, f"of 4 stages, with an item for each, only {most} work at the same time"
    assert results == [0, 1, 2, 3], f"the results of 4 items came as {results}"
    witness()


@pytest.mark.explore(clock="jumping", bound=0)
def test_a_stage_works_on_one_item_at_a_time(attempt: ModuleType) -> None:
    """Each stage has one item in work at a time, and gets them in their order."""
    inside: list[int] = []
    most: list[int] = []
    came: list[int] = []

    def slow(item: int) -> int:
        inside.append(item)
        most.append(len(inside))
        came.append(item)
        time.sleep(0.001)
        inside.remove(item)
        return item

    results = runs(attempt, iter(range(3)), [slow, plus_one], 2)
    assert max(most) == 1, f"a stage had {max(most)} items in work at the same time"
    assert came == [0, 1, 2], f"a stage got the items 0, 1 and 2 in the order {came}"
    assert results == [1, 2, 3], f"0, 1 and 2 through `+ 1` came as {results}"


@pytest.mark.explore(clock="jumping", bound=0)
@pytest.mark.parametrize("broken", [0, 1, 2])
def test_a_stage_fails_when_all_is_full(
    attempt: ModuleType, witness: Callable[[], None], broken: int
) -> None:
    """A stage fails when all queues before it are full: the caller gets its exception, and all end."""
    flow, error = Flow(3, 24), Planted("a stage failed")

    def fail(item: int) -> None:
        if item == 1:
            time.sleep(0.001)  # until all the others wait
            raise error

    stages = [flow.stage(n, fail) if n == broken else flow.stage(n) for n in range(3)]
    raises(attempt, (error,), flow.items(), stages, 1)
    most = 1 + 3 * 4  # what was read when it failed, and what is in flight
    assert len(flow.read) <= most + 1, f"a stage failed at the second item, and {len(flow.read)} were read"
    witness()


@pytest.mark.explore(clock="jumping", bound=0)
@pytest.mark.parametrize("broken", [0, 1])
def test_nobody_works_when_the_caller_has_its_exception(attempt: ModuleType, broken: int) -> None:
    """When the exception reaches the caller, no stage is still at work."""
    error = Planted("a stage failed")
    inside: list[int] = []
    busy: list[int] = []

    def slow(item: int) -> int:
        busy.append(item)
        inside.append(item)
        time.sleep(0.05)
        inside.remove(item)
        return item

    def fail(item: int) -> int:
        if item == broken:
            comes(lambda: busy)
            raise error
        return item

    stages = [fail, slow] if broken else [slow_on_second(slow), fail]
    raises(attempt, (error,), iter(range(3)), stages, 1)
    assert not inside, "run_pipeline raised, and a stage was still at work on an item"


def slow_on_second(slow: Callable[[int], int]) -> Callable[[int], int]:
    """Make a stage that lets the first item pass and takes its time over the second."""
    return lambda item: slow(item) if item == 1 else item


@pytest.mark.explore(clock="jumping", bound=0)
def test_the_items_fail_when_all_is_busy(attempt: ModuleType) -> None:
    """`items` raises while the stages are at work: the caller gets the exception, and all end."""
    error = Planted("the items failed")
    inside: list[int] = []

    def items() -> Iterator[int]:
        yield 0
        yield 1
        raise error

    def slow(item: int) -> int:
        inside.append(item)
        time.sleep(0.001)
        inside.remove(item)
        return item

    raises(attempt, (error,), items(), [slow, slow], 1)
    assert not inside, "run_pipeline raised, and a stage was still at work on an item"


# What some schedule may spoil. With two stages and their queues four threads are at work: the bound is 2 for
# one stage, 1 for two and few items, and 0 where more items are needed.


def test_one_stage(attempt: ModuleType) -> None:
    """Two items pass one stage, and their results come in order."""
    results = runs(attempt, iter([1, 2]), [plus_one], 1)
    assert results == [2, 3], f"1 and 2 through `+ 1` came as {results}"


@pytest.mark.explore(bound=1)
def test_two_stages(attempt: ModuleType) -> None:
    """An item passes two stages in turn."""
    results = runs(attempt, iter([1]), [plus_one, twice], 1)
    assert results == [4], f"1 through `+ 1` and `* 2` came as {results}"


@pytest.mark.explore(bound=0)
def test_two_items_through_two_stages(attempt: ModuleType) -> None:
    """Two items pass two stages in turn, and their results come in order."""
    results = runs(attempt, iter([1, 2]), [plus_one, twice], 1)
    assert results == [4, 6], f"1 and 2 through `+ 1` and `* 2` came as {results}"


@pytest.mark.explore(bound=1)
def test_the_first_stage_fails(attempt: ModuleType) -> None:
    """The first of two stages fails while an item is in the second: the caller gets the exception."""
    error = Planted("the first stage failed")

    def fail(item: int) -> int:
        if item == 1:
            raise error
        return item

    raises(attempt, (error,), iter(range(2)), [fail, plus_one], 1)


@pytest.mark.explore(bound=0)
def test_the_last_stage_fails(attempt: ModuleType) -> None:
    """The last of two stages fails while items come after: the caller gets the exception, and all end."""
    error = Planted("the last stage failed")

    def fail(_: int) -> int:
        raise error

    raises(attempt, (error,), iter(range(3)), [plus_one, fail], 1)


@pytest.mark.explore(bound=1)
def test_two_failures(attempt: ModuleType) -> None:
    """Two stages fail: the caller gets one of the two exceptions, whichever came first."""
    one, other = Planted("the first stage failed"), Planted("the second stage failed")

    def first(item: int) -> int:
        if item == 1:
            raise one
        return item

    def second(_: int) -> int:
        raise other

    raises(attempt, (one, other), iter(range(2)), [first, second], 1)


def test_a_stage_and_the_items_fail(attempt: ModuleType) -> None:
    """A stage and `items` fail: the caller gets one of the two exceptions."""
    one, other = Planted("the stage failed"), Planted("the items failed")

    def items() -> Iterator[int]:
        yield 0
        raise other

    def fail(_: int) -> int:
        raise one

    raises(attempt, (one, other), items(), [fail], 1)


@pytest.mark.explore(bound=0)
def test_two_pipelines(attempt: ModuleType, together: Callable[..., Any]) -> None:
    """Two pipelines that run at the same time do not get each other's items."""
    results = together(lambda: runs(attempt, [1], [plus_one], 1), lambda: runs(attempt, [5], [twice], 1))
    assert results == [[2], [10]], f"1 through `+ 1` beside 5 through `* 2` came as {results}"
