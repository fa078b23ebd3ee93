"""What a buffer does in one thread, what it is built of, and what waiting costs.

Who waits for whom is left to `schedules`: there a wait in vain is shown at once and with its reason.
"""

from __future__ import annotations

import queue
import sys
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from grader.measure.busy import shares_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


def filled(attempt: ModuleType, *items: object, capacity: int = 0) -> Any:
    """Give a buffer with ``items`` in it."""
    buffer = attempt.BoundedBuffer(capacity or len(items))
    for item in items:
        buffer.put(item)
    return buffer


def times_out(call: Callable[[], object], said: str) -> None:
    """Make sure that ``call`` raises ``TimeoutError``."""
    try:
        got = call()
    except TimeoutError:
        return
    except Exception as error:
        raise AssertionError(f"{said} raises {type(error).__name__}, not TimeoutError") from error
    raise AssertionError(f"{said} returned {got!r}; it should raise TimeoutError")


def drained(buffer: Any) -> list[Any]:
    """Take out all that can be had without waiting."""
    return [buffer.get(timeout=0) for _ in range(len(buffer))]


def test_first_in_first_out(attempt: ModuleType) -> None:
    """Items come out in the order in which they were put in."""
    buffer = attempt.BoundedBuffer(3)
    seen = []
    for item in range(1, 4):
        buffer.put(item)
    seen.append(buffer.get())
    buffer.put(4)
    seen += [buffer.get(), buffer.get()]
    buffer.put(item=5)
    seen += [buffer.get(), buffer.get()]
    assert seen == [1, 2, 3, 4, 5], f"1 to 5 were put in, in this order; they came out as {seen}"


def test_length(attempt: ModuleType) -> None:
    """`len` is the number of items in the buffer."""
    buffer = attempt.BoundedBuffer(capacity=2)
    seen = [len(buffer)]
    for item in "ab":
        buffer.put(item)
        seen.append(len(buffer))
    for _ in "ab":
        buffer.get()
        seen.append(len(buffer))
    assert seen == [0, 1, 2, 1, 0], f"two puts and two gets: len was {seen}, and should be [0, 1, 2, 1, 0]"


def test_any_object(attempt: ModuleType) -> None:
    """Any object is an item: `None`, what is false, what equals everything or nothing, the same one twice."""

    class EqualsAll:
        __hash__ = None

        def __eq__(self, _: object) -> bool:
            return True

    odd = EqualsAll()
    items = [None, 0, "", odd, [], float("nan"), None, odd, TimeoutError("an item"), False]
    buffer = filled(attempt, *items)
    seen = [buffer.get(timeout=0.5 if number % 2 else None) for number in range(len(items))]
    same = [got is item for got, item in zip(seen, items, strict=True)]
    assert all(same), f"the items {items} came out as {seen}"


def test_full(attempt: ModuleType) -> None:
    """A buffer takes `capacity` items; then `put` with a time-out of 0 raises, and the item is not in."""
    for capacity in (1, 2, 5):
        buffer = attempt.BoundedBuffer(capacity)
        for item in range(capacity):
            buffer.put(item, timeout=0)
        for put in (
            lambda buffer=buffer: buffer.put("too much", timeout=0),
            lambda buffer=buffer: buffer.put("too much", 0.0),
        ):
            times_out(put, f"put without waiting, into a buffer with {capacity} of {capacity} items,")
        assert len(buffer) == capacity, (
            f"after refused puts {len(buffer)} items are in a buffer of {capacity}"
        )
        first = buffer.get()
        buffer.put("fits", timeout=0)
        seen = [first, *drained(buffer)]
        expected = [*range(capacity), "fits"]
        assert seen == expected, f"after refused puts, a get and a put the items are {seen}, not {expected}"


def test_empty(attempt: ModuleType) -> None:
    """From an empty buffer `get` with a time-out of 0 raises, and the next item is not affected."""
    buffer = attempt.BoundedBuffer(2)
    for item in (1, 2):
        times_out(lambda: buffer.get(timeout=0), "get(timeout=0) from an empty buffer")
        times_out(lambda: buffer.get(0), "get(0) from an empty buffer")
        assert len(buffer) == 0, f"after get raised, the length of an empty buffer is {len(buffer)}"
        buffer.put(item)
        seen = buffer.get(timeout=0)
        assert seen == item, f"put({item}) after a get that had raised; then get returned {seen!r}"


def test_waits_until_the_time_is_up(attempt: ModuleType) -> None:
    """With a time-out, `get` and `put` wait that long before they raise, and not less."""
    calls: list[tuple[str, Callable[..., object]]] = [
        ("get", attempt.BoundedBuffer(1).get),
        ("put", lambda **kwargs: filled(attempt, 1).put(2, **kwargs)),
    ]
    for name, call in calls:
        begin = time.monotonic()
        times_out(lambda call=call: call(timeout=0.1), f"{name}(timeout=0.1)")
        waited = time.monotonic() - begin
        assert waited > 0.09, f"{name}(timeout=0.1) raised TimeoutError after {waited:.3f} s"


def test_capacity(attempt: ModuleType) -> None:
    """A capacity below 1 is a `ValueError`."""
    for capacity in (0, -1, -100):
        try:
            attempt.BoundedBuffer(capacity)
        except ValueError:
            continue
        except Exception as error:
            raise AssertionError(f"BoundedBuffer({capacity}) raises {type(error).__name__}") from error
        raise AssertionError(f"BoundedBuffer({capacity}) raises no ValueError")


def test_buffers_are_separate(attempt: ModuleType) -> None:
    """Each buffer has its own items and its own capacity."""
    one, other = attempt.BoundedBuffer(1), attempt.BoundedBuffer(2)
    one.put("one")
    other.put("other", timeout=0)
    other.put("more", timeout=0)
    seen = (drained(one), drained(other))
    assert seen == (["one"], ["other", "more"]), (
        f"two buffers were given ['one'] and ['other', 'more']: {seen}"
    )


@pytest.fixture
def borrowed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what the submission makes of `queue` and `multiprocessing`, from before it is imported."""
    import multiprocessing.connection  # noqa: PLC0415  dear, and this check alone needs it
    import multiprocessing.queues  # noqa: PLC0415
    import multiprocessing.synchronize  # noqa: PLC0415

    made: list[str] = []

    def note(name: str) -> None:
        frame = sys._getframe()  # noqa: SLF001  documented, and what inspect uses
        while frame is not None and frame.f_globals.get("__name__") != "attempt":
            frame = frame.f_back
        if frame is not None:
            made.append(name)

    def watch(owner: Any, name: str) -> None:
        original = owner.__init__

        def noted(self: Any, *args: Any, **kwargs: Any) -> None:
            note(name)
            original(self, *args, **kwargs)

        monkeypatch.setattr(owner, "__init__", noted)

    watch(queue.Queue, "queue.Queue")
    watch(multiprocessing.queues.Queue, "multiprocessing.Queue")
    watch(multiprocessing.queues.SimpleQueue, "multiprocessing.SimpleQueue")
    watch(multiprocessing.synchronize.SemLock, "a lock of multiprocessing")
    watch(multiprocessing.connection._ConnectionBase, "multiprocessing.Pipe")  # noqa: SLF001  its ends

    class SimpleQueue(queue.SimpleQueue):
        def __init__(self) -> None:
            note("queue.SimpleQueue")
            super().__init__()

    for module in ("queue", "_queue"):
        monkeypatch.setattr(f"{module}.SimpleQueue", SimpleQueue)
    return made


def test_built_by_hand(borrowed: list[str], attempt: ModuleType) -> None:
    """Nothing of it is made by `queue` or `multiprocessing`."""
    buffer = filled(attempt, 1, 2)
    times_out(lambda: buffer.put(3, timeout=0.01), "put(timeout=0.01) into a full buffer")
    drained(buffer)
    times_out(lambda: buffer.get(timeout=0.01), "get(timeout=0.01) from an empty buffer")
    assert not borrowed, f"it makes itself a {borrowed[0]}; build it without"


class Waiting(threading.Thread):
    """A thread that waits in a buffer."""

    def __init__(self, said: str, call: Callable[[], object]) -> None:
        super().__init__()
        self.said, self._call = said, call
        self._begun = threading.Event()
        self.start()
        self._begun.wait()

    def run(self) -> None:
        """Call."""
        self._begun.set()
        self._call()


def test_waiting_is_cheap(attempt: ModuleType) -> None:
    """Whoever waits does not burn the processor: it blocks, or sleeps between two looks."""
    patient, timed = ["get()", "put(item)"], ["get(timeout=60)", "put(item, timeout=60)"]
    names = [*patient, *timed]
    shares = waited(attempt, patient) | waited(attempt, timed)  # first where waiting in vain has no end
    if sum(shares.values()) >= 0.5:  # who is it? Threads that spin share one interpreter, so ask one by one
        shares = {name: share for name in names for _, share in waited(attempt, [name]).items()}
    worst = max(shares, key=lambda name: shares[name])
    assert shares[worst] < 0.5, (
        f"a thread waited in {worst}, and used the processor for {shares[worst]:.0%} of that time"
    )


def waited(attempt: ModuleType, names: list[str]) -> dict[str, float]:
    """Let a thread wait in each of ``names``, and measure its share of the processor.

    Each has a buffer to itself: what two do when both are woken is left to `schedules`.
    """
    buffers = {
        name: attempt.BoundedBuffer(1) if name.startswith("get") else filled(attempt, 1) for name in names
    }
    calls: dict[str, Callable[[Any], object]] = {
        "get()": lambda buffer: buffer.get(),
        "get(timeout=60)": lambda buffer: buffer.get(timeout=60),
        "put(item)": lambda buffer: buffer.put(2),
        "put(item, timeout=60)": lambda buffer: buffer.put(2, timeout=60),
    }
    waiting = [Waiting(name, partial(calls[name], buffers[name])) for name in names]
    shares = dict(zip(names, shares_of(waiting), strict=True))
    for name, buffer in buffers.items():
        if name.startswith("get"):
            buffer.put(1)
        else:
            buffer.get()
    for thread in waiting:
        thread.join()
    return shares
