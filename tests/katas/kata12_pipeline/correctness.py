"""What a pipeline does with real threads: results, odd items, failures, and that it leaves nothing behind.

How far the stages run ahead, and that they overlap, is left to `schedules`, which can tell "not yet" from
"never".
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from grader.measure.busy import others, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType


class Odd:
    """A value that says it equals everything, and is false."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return False


class Touchy:
    """A value that cannot be compared, and has no truth."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("somebody compared an item that is none of their business")

    __bool__ = __ne__ = __eq__  # type: ignore[assignment]


class Own(BaseException):
    """An exception that `except Exception` does not see."""


class TooFar(Exception):
    """What `items` raises to stop a pipeline that reads on and on."""


MANY, ENDLESS = 1_000, 3_000
"""Items: far more than can be in flight; and what only who reads for ever comes to."""


class Counted:
    """Items without end, or nearly: past ``limit`` they raise, for who reads that far reads for ever.

    Past ``MANY`` they come slowly: whoever has to hear of a failure gets the processor meanwhile.
    """

    def __init__(self, limit: int = ENDLESS) -> None:
        self.walks = self.read = 0
        self._limit = limit

    def __iter__(self) -> Iterator[int]:
        self.walks += 1
        while self.read < self._limit:
            self.read += 1
            if self.read > MANY:
                time.sleep(0.0002)
            yield self.read
        raise TooFar


def same(item: object) -> object:
    """A stage that changes nothing."""
    return item


def plus_one(item: int) -> int:
    """A stage."""
    return item + 1


def twice(item: int) -> int:
    """Another stage."""
    return item * 2


def dawdling(item: int) -> int:
    """A stage that takes its time over the first item, whoever may overtake it meanwhile."""
    if item <= 1:
        time.sleep(0.1 / (item + 1))
    return item


def is_list(results: object, expected: list[Any], of: str) -> None:
    """Make sure that ``results`` is a list of just these objects."""
    assert type(results) is list, f"{of}: run_pipeline returned a {type(results).__name__}, not a list"
    assert len(results) == len(expected), f"{of}: {len(expected)} items came out as {len(results)}"
    wrong = next(
        (n for n, pair in enumerate(zip(results, expected, strict=True)) if pair[0] is not pair[1]), -1
    )
    assert wrong < 0, f"{of}: result number {wrong + 1} is not the object that belongs there"


def gets(attempt: ModuleType, error: BaseException, items: Any, stages: list[Any], capacity: int = 2) -> None:
    """Make sure that the caller gets ``error``."""
    try:
        results = attempt.run_pipeline(items, stages, capacity)
    except BaseException as caught:  # noqa: BLE001  the check plants exceptions of every kind
        if caught is error or (type(caught) is type(error) and caught.args == error.args):
            return
        if isinstance(error, StopIteration) and isinstance(caught, RuntimeError):
            return  # what Python makes of it where it leaves a generator
        shown = f"{type(caught).__name__}({caught})"
        raise AssertionError(f"{error!r} was raised inside; the caller got {shown}") from None
    raise AssertionError(f"{error!r} was raised inside, and run_pipeline returned {len(results)} results")


def test_results_in_order(attempt: ModuleType) -> None:
    """Every item passes all stages in turn, and the results come in the order of the items."""
    for capacity in (1, 2, 50):
        results = attempt.run_pipeline(range(100), [plus_one, twice, str], capacity)
        expected = [str((item + 1) * 2) for item in range(100)]
        assert type(results) is list, f"run_pipeline returned a {type(results).__name__}, not a list"
        assert results == expected, f"0 to 99 through `+ 1`, `* 2` and `str` came as {results[:5]}..."
    for stages in ([dawdling], [plus_one, dawdling, plus_one]):
        results = attempt.run_pipeline(range(6), stages, 3)
        expected = [item + len(stages) - 1 for item in range(6)]
        assert results == expected, (
            f"a stage took its time over the first item: the results came as {results}"
        )
    results = attempt.run_pipeline(items=[1, 2], stages=(twice, twice, plus_one, twice), capacity=1)
    assert results == [10, 18], f"1 and 2 through `* 2`, `* 2`, `+ 1` and `* 2` came as {results}"


def test_no_items_and_no_stages(attempt: ModuleType) -> None:
    """Without items the result is empty; without stages it is a list of the items."""
    for stages in ([], [plus_one], [plus_one, twice, str]):
        results = attempt.run_pipeline(iter(()), stages, 1)
        assert results == [], f"no items through {len(stages)} stages came as {results}"
    given = ["a", 2, 3.0]
    results = attempt.run_pipeline(given, [], 1)
    is_list(results, given, "without stages")
    assert results is not given, "without stages the caller got its own list back, not a new one"
    results = attempt.run_pipeline("abcdefgh", (), 1)
    assert results == list("abcdefgh"), f"the letters a to h came as {results}"


def test_any_object_is_an_item(attempt: ModuleType) -> None:
    """Anything may be an item or a result: None, False, exceptions, what cannot be compared."""
    # the queues have room for all of them: who takes one for the end loses the rest, and does not hang
    odd, touchy, error = Odd(), Touchy(), ValueError("an item, and no failure")
    given = [
        None,
        odd,
        False,
        touchy,
        (),
        error,
        None,
        StopIteration(),
        Ellipsis,
        NotImplemented,
        touchy,
        odd,
    ]
    is_list(attempt.run_pipeline(given, [same], 50), given, "one stage")
    is_list(attempt.run_pipeline(iter(given), [same, same], 50), given, "two stages")
    made = iter(given)
    is_list(attempt.run_pipeline(range(len(given)), [lambda _: next(made)], 50), given, "made by a stage")
    is_list(attempt.run_pipeline(given, [], 1), given, "no stages")


def test_capacity_below_one(attempt: ModuleType) -> None:
    """A capacity below 1 is a `ValueError`, and no item is read."""
    for capacity in (0, -1):
        for stages in ([], [plus_one]):
            items = Counted()
            try:
                attempt.run_pipeline(items, stages, capacity)
            except ValueError:
                assert not items.read, f"with a capacity of {capacity}, {items.read} items were read"
                continue
            except Exception as error:
                raise AssertionError(
                    f"a capacity of {capacity} raises {type(error).__name__}, not ValueError"
                ) from error
            raise AssertionError(f"a capacity of {capacity} raised no ValueError")


def test_items_are_walked_once(attempt: ModuleType) -> None:
    """`items` may be any iterable, and is walked once."""
    items = Counted(10)
    with pytest.raises(TooFar):
        attempt.run_pipeline(items, [plus_one], 2)
    assert items.walks == 1, f"items was walked {items.walks} times"


def test_a_failing_stage(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """Whatever a stage raises reaches the caller, endless items or not, and every thread is gone."""
    errors = [ValueError("x"), Own("x"), SystemExit(3), KeyboardInterrupt(), StopIteration("x")]
    for error in errors:
        for number in range(3):
            stages: list[Any] = [same, same, same]
            stages[number] = failing_at(4, error)
            items = Counted()
            gets(attempt, error, items, stages)
            assert items.read < ENDLESS, "a stage failed at the fourth item, and items were read for ever"
            nothing_left()


def failing_at(last: int, error: BaseException) -> Callable[[int], int]:
    """Make a stage that raises ``error`` when it comes to item ``last``."""

    def stage(item: int) -> int:
        if item == last:
            raise error
        return item

    return stage


def test_failing_items(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """Whatever `items` raises reaches the caller, at once or after some items, and every thread is gone."""

    def items(count: int, error: BaseException) -> Iterator[int]:
        yield from range(count)
        raise error

    for error in (ValueError("x"), Own("x"), SystemExit(3), KeyboardInterrupt()):
        for count in (0, 5):
            for stages in ([], [same], [same, same]):
                gets(attempt, error, items(count, error), stages)
                nothing_left()
    with pytest.raises(TypeError):
        attempt.run_pipeline(5, [same], 1)
    nothing_left()


def test_the_last_item_fails(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """A failure at the very last item, when nothing comes after it, reaches the caller as well."""
    error = ValueError("x")
    for count in (1, 3):
        for stages in (
            [failing_at(count, error)],
            [failing_at(count, error), same],
            [same, failing_at(count, error)],
        ):
            gets(attempt, error, range(1, count + 1), stages)
            nothing_left()


def test_leaves_no_threads(attempt: ModuleType, nothing_left: Callable[[], None]) -> None:
    """When `run_pipeline` returns, all its threads have ended."""
    for stages in ([], [same], [same, same, same]):
        for count in (0, 1, 10):
            attempt.run_pipeline(range(count), stages, 1)
            nothing_left()


def test_a_pipeline_in_a_stage(attempt: ModuleType) -> None:
    """A stage may run a pipeline of its own: nothing is shared between two of them."""

    def inner(item: int) -> int:
        results: list[int] = attempt.run_pipeline([item, item + 1], [twice], 1)
        return sum(results)

    results = attempt.run_pipeline([1, 2, 3], [inner, plus_one], 1)
    assert results == [7, 11, 15], f"1, 2 and 3 through a stage with a pipeline of its own came as {results}"


def test_waits_without_spinning(attempt: ModuleType) -> None:
    """A stage without work sleeps: it does not keep a core busy by looking again and again."""
    seen: list[float] = []

    def slow(item: int) -> int:
        if item == 3:
            before, began = others(), time.monotonic()
            time.sleep(0.2)
            wall, after = time.monotonic() - began, others()
            seen.append(share(before, after, wall))
        return item

    attempt.run_pipeline(range(8), [same, slow, same], 1)
    most = max(seen, default=0.0)
    assert most < 0.5, (
        f"while one stage was at work, a waiting thread kept a core busy {min(most, 1.0):.0%} of the time"
    )
