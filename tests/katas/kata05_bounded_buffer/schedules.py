"""Producers and consumers at a buffer of one or two: nothing lost, nobody in vain, and time-outs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    Together = Callable[..., list[Any]]


def is_empty(buffer: Any) -> None:
    """Make sure that nothing is left, and that the buffer says so."""
    assert len(buffer) == 0, f"all items were taken; len is {len(buffer)}"
    with pytest.raises(TimeoutError):
        buffer.get(timeout=0)


# Nothing lost, nothing doubled, never too much, nobody in vain.


@pytest.mark.explore(bound=1)
def test_one_to_one(attempt: ModuleType, together: Together) -> None:
    """A producer and a consumer at a buffer of one: all items arrive, in their order."""
    buffer = attempt.BoundedBuffer(1)
    _, got = together(
        lambda: [buffer.put(item) for item in (1, 2)],
        lambda: [buffer.get() for _ in range(2)],
    )
    assert got == [1, 2], f"1 and 2 were put in; what came out is {got}"
    is_empty(buffer)


@pytest.mark.explore(bound=1)
def test_two_consumers(attempt: ModuleType, together: Together) -> None:
    """Two consumers and a producer: each item goes to one of them, and none waits in vain."""
    buffer = attempt.BoundedBuffer(1)
    one, other, _ = together(buffer.get, buffer.get, lambda: [buffer.put(item) for item in (1, 2)])
    assert sorted([one, other]) == [1, 2], f"1 and 2 were put in; two consumers got {one} and {other}"
    is_empty(buffer)


@pytest.mark.explore(bound=0)
def test_two_producers(attempt: ModuleType, together: Together) -> None:
    """Two producers wait for room: all items arrive, and there is never one too many."""
    buffer = attempt.BoundedBuffer(1)
    buffer.put(1)

    def producer(item: int) -> None:
        buffer.put(item)
        inside = len(buffer)
        assert inside <= 1, f"a put had returned, and the length of a buffer of one was {inside}"

    *_, got = together(lambda: producer(2), lambda: producer(3), lambda: [buffer.get() for _ in range(2)])
    got.append(buffer.get(timeout=0))
    assert got[0] == 1, f"1 was there before 2 and 3; what came out first is {got[0]}"
    assert sorted(got) == [1, 2, 3], f"1, 2 and 3 were put in; what came out is {got}"
    is_empty(buffer)


@pytest.mark.explore(bound=1)
def test_no_room(attempt: ModuleType, together: Together) -> None:
    """While no item is taken, no more puts return than there is room for."""
    buffer = attempt.BoundedBuffer(1)
    over: list[int] = []

    def producer() -> None:
        for item in (1, 2):
            buffer.put(item)
            over.append(item)

    def consumer() -> None:
        seen = len(over)
        assert seen <= 1, f"{seen} puts into a buffer of one had returned before a get began"
        buffer.get()
        buffer.get()

    together(producer, consumer)


@pytest.mark.explore(bound=0)
def test_two_and_two(attempt: ModuleType, together: Together) -> None:
    """Two producers and two consumers at a buffer of one: everybody goes home, and every item arrives."""
    buffer = attempt.BoundedBuffer(1)
    one, other, *_ = together(buffer.get, buffer.get, lambda: buffer.put(1), lambda: buffer.put(2))
    assert sorted([one, other]) == [1, 2], f"1 and 2 were put in; two consumers got {one} and {other}"
    is_empty(buffer)


@pytest.mark.explore(bound=1)
def test_two_wait_for_items(attempt: ModuleType, together: Together) -> None:
    """Two consumers wait, and two items come at once: both go on."""
    buffer = attempt.BoundedBuffer(2)
    one, other, _ = together(buffer.get, buffer.get, lambda: [buffer.put(item) for item in (1, 2)])
    assert sorted([one, other]) == [1, 2], f"1 and 2 were put in; two consumers got {one} and {other}"
    is_empty(buffer)


@pytest.mark.explore(bound=1)
def test_two_wait_for_room(attempt: ModuleType, together: Together) -> None:
    """Two producers wait, and two items are taken at once: both go on, and what was there came out first."""
    buffer = attempt.BoundedBuffer(2)
    buffer.put(1)
    buffer.put(2)
    *_, got = together(lambda: buffer.put(3), lambda: buffer.put(4), lambda: [buffer.get() for _ in range(2)])
    assert got == [1, 2], f"1 and 2 were there before 3 and 4; what came out first is {got}"
    got = [buffer.get(timeout=0), buffer.get(timeout=0)]
    assert sorted(got) == [3, 4], f"3 and 4 should be left; what came out is {got}"
    is_empty(buffer)


@pytest.mark.explore(bound=1)
def test_order_of_items(attempt: ModuleType, together: Together) -> None:
    """An item that was in before another was put comes out before it, whoever waits for room."""
    buffer = attempt.BoundedBuffer(2)
    buffer.put(1)

    def producer() -> None:
        buffer.put(2)
        buffer.put(3)

    _, got = together(producer, lambda: [buffer.get() for _ in range(3)])
    assert got == [1, 2, 3], f"1, 2, 3 were put in; what came out is {got}"


@pytest.mark.explore(bound=1)
def test_length(attempt: ModuleType, together: Together) -> None:
    """`len` is never above the capacity and never below 0, whoever looks and whenever."""
    buffer = attempt.BoundedBuffer(1)

    def observer() -> None:
        seen = len(buffer)
        assert 0 <= seen <= 1, f"the length of a buffer of one was {seen}"

    together(
        lambda: [buffer.put(item) for item in (1, 2)], lambda: [buffer.get() for _ in range(2)], observer
    )
    is_empty(buffer)


def test_one_place(attempt: ModuleType, together: Together) -> None:
    """Two try at the same time to put into the only place, without waiting: one of them succeeds."""
    buffer = attempt.BoundedBuffer(1)

    def tries(item: int) -> bool:
        try:
            buffer.put(item, timeout=0)
        except TimeoutError:
            return False
        return True

    done = together(lambda: tries(1), lambda: tries(2))
    assert sorted(done) == [False, True], f"one place, two puts that do not wait: {done}"
    got = buffer.get(timeout=0)
    assert got == 1 + done.index(True), f"of 1 and 2, one was put in; what came out is {got}"
    is_empty(buffer)


def test_one_item(attempt: ModuleType, together: Together) -> None:
    """Two try at the same time to take the only item, without waiting: one of them gets it."""
    buffer = attempt.BoundedBuffer(1)
    buffer.put(1)

    def tries() -> object:
        try:
            return buffer.get(timeout=0)
        except TimeoutError:
            return "nothing"

    got = together(tries, tries)
    assert got in ([1, "nothing"], ["nothing", 1]), f"one item, two gets that do not wait: {got}"
    buffer.put(2, timeout=0)
    assert buffer.get(timeout=0) == 2, "after 1 was taken and 2 put in, it was not 2 that came out"


@pytest.mark.explore(bound=1)
def test_two_buffers(attempt: ModuleType, together: Together) -> None:
    """Who waits at one buffer has nothing to do with another one."""
    one, other = attempt.BoundedBuffer(1), attempt.BoundedBuffer(1)

    def producer() -> None:
        other.put(2)
        one.put(1)

    got = together(one.get, other.get, producer)
    assert got[:2] == [1, 2], f"two buffers were given 1 and 2; what came out of them is {got[:2]}"


# Time-outs.


@pytest.mark.explore(clock="jumping", bound=0)
@pytest.mark.parametrize("call", ["get", "put"])
def test_time_out_is_total(attempt: ModuleType, together: Together, call: str) -> None:
    """A time-out is for the whole call: whoever is woken in vain waits no longer for that, and no less."""
    for _ in range(30):  # who waits may be quicker than the thief, and then the time-out has not been tried
        waited, thief_was_quicker = together(*waiter_and_thief(attempt, call))
        assert waited < 0.35, f"{call}(timeout=0.2) took {waited:.2f} s, while it was woken now and then"
        if thief_was_quicker:
            break


def waiter_and_thief(attempt: ModuleType, call: str) -> tuple[Callable[[], float], Callable[[], bool]]:
    """Give two to run together: one waits for what the other gives and takes away in the same moment."""
    buffer = attempt.BoundedBuffer(1)
    if call == "put":
        buffer.put("there")

    def waiter() -> float:
        begin = time.monotonic()
        try:
            if call == "get":
                buffer.get(timeout=0.2)
            else:
                buffer.put("mine", timeout=0.2)
        except TimeoutError:
            waited = time.monotonic() - begin
            assert waited > 0.199, f"{call}(timeout=0.2) raised TimeoutError after {waited:.2f} s"
        return time.monotonic() - begin

    def thief() -> bool:
        for _ in range(5):
            time.sleep(0.08)
            try:
                if call == "get":
                    buffer.put("bait", timeout=0)
                    buffer.get(timeout=0)
                else:
                    buffer.get(timeout=0)
                    buffer.put("bait", timeout=0)
            except TimeoutError:
                return False
        return True

    return waiter, thief


@pytest.mark.explore(clock="jumping", bound=1)
def test_time_is_up(attempt: ModuleType, together: Together) -> None:
    """When the time is up and nobody has come, the call raises, and nothing has happened."""
    buffer = attempt.BoundedBuffer(1)

    def waits(call: Callable[[], object]) -> None:
        begin = time.monotonic()
        with pytest.raises(TimeoutError):
            call()
        waited = time.monotonic() - begin
        assert 0.199 < waited < 0.35, f"a call with timeout=0.2 raised TimeoutError after {waited:.2f} s"

    together(lambda: waits(lambda: buffer.get(timeout=0.2)))
    buffer.put(1)
    together(lambda: waits(lambda: buffer.put(2, timeout=0.2)))
    assert len(buffer) == 1, f"a put into a full buffer of one had raised; the length is {len(buffer)}"
    assert buffer.get() == 1, "a put that had raised changed what is in the buffer"
    is_empty(buffer)


@pytest.mark.explore(clock="jumping", bound=1)
@pytest.mark.parametrize("call", ["get", "put"])
@pytest.mark.parametrize("timeout", [0, 0.2])
def test_time_out_beside_a_patient_one(
    attempt: ModuleType, together: Together, call: str, timeout: float
) -> None:
    """A call with a time-out ends in time also while another one waits for as long as it takes."""
    buffer = attempt.BoundedBuffer(1)
    if call == "put":
        buffer.put("there")
    wait, let_go = (
        (buffer.get, lambda: buffer.put("late", timeout=0))
        if call == "get"
        else (lambda **kwargs: buffer.put("mine", **kwargs), lambda: buffer.get(timeout=0))
    )

    def impatient() -> None:
        time.sleep(0.03371)  # the patient one waits by then; who polls does not look at odd times
        begin = time.monotonic()
        with pytest.raises(TimeoutError):
            wait(timeout=timeout)
        waited = time.monotonic() - begin
        assert waited < timeout + 0.15, (
            f"{call}(timeout={timeout}) took {waited:.2f} s while another {call} waited"
        )

    def late() -> None:
        time.sleep(0.61237)
        let_go()

    together(wait, impatient, late)


def test_get_gives_up(attempt: ModuleType, together: Together) -> None:
    """A `get` that gives up just when the item comes takes no item with it."""
    buffer = attempt.BoundedBuffer(1)

    def impatient() -> list[object]:
        try:
            return [buffer.get(timeout=1 / 32)]
        except TimeoutError:
            return []

    got, _ = together(impatient, lambda: buffer.put(1))
    got += [buffer.get(timeout=0)] if len(buffer) else []
    assert got == [1], f"1 was put in; one get gave up or got it, and then all was taken: {got}"
    buffer.put(2, timeout=0)
    assert buffer.get(timeout=0) == 2, "2 was put in, and something else came out"
    is_empty(buffer)


def test_put_gives_up(attempt: ModuleType, together: Together) -> None:
    """A `put` that gives up just when there is room adds nothing; one that does not give up does."""
    buffer = attempt.BoundedBuffer(1)
    buffer.put(1)

    def impatient() -> list[int]:
        try:
            buffer.put(2, timeout=1 / 32)
        except TimeoutError:
            return []
        return [2]

    added, got = together(impatient, buffer.get)
    assert got == 1, f"1 was in the buffer; what came out is {got}"
    left = [buffer.get(timeout=0)] if len(buffer) else []
    assert left == added, (
        f"a put of 2 {'returned' if added else 'raised'}, and in the buffer there was {left}"
    )
    buffer.put(3, timeout=0)
    assert buffer.get(timeout=0) == 3, "3 was put in, and something else came out"
    is_empty(buffer)


@pytest.mark.explore(bound=1)
def test_other_getter_goes_on(attempt: ModuleType, together: Together) -> None:
    """When one of two who wait for an item gives up, the other one still gets what comes."""
    buffer = attempt.BoundedBuffer(1)

    def impatient() -> None:
        try:
            item = buffer.get(timeout=1 / 32)
        except TimeoutError:
            return
        buffer.put(item)  # not for me: the patient one is to have it

    _, got, _ = together(impatient, buffer.get, lambda: buffer.put(1))
    assert got == 1, f"1 was put in; who waited for it got {got}"
    is_empty(buffer)


@pytest.mark.explore(bound=1)
def test_other_putter_goes_on(attempt: ModuleType, together: Together) -> None:
    """When one of two who wait for room gives up, the other one still gets the room that there is."""
    buffer = attempt.BoundedBuffer(1)
    buffer.put(1)

    def impatient() -> None:
        try:
            buffer.put(2, timeout=1 / 32)
        except TimeoutError:
            return
        buffer.get()  # makes room again: for the patient one, whichever of the two items it was

    together(impatient, lambda: buffer.put(3), buffer.get)
    assert len(buffer) == 1, f"of what was put in, one item should be left; the length is {len(buffer)}"
