"""A registry between threads: one run per key, no waiting for other keys, and what a failure leaves.

On the jumping clock a factory that sleeps goes on only when everybody else waits. So those who ask
meanwhile are waiting for its run by then, whatever they wait with, and on every schedule.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


class Thing:
    """What a factory makes."""


class Refused(Exception):
    """What a factory raises."""


def made_once(runs: list[Any], *keys: int) -> None:
    """Make sure that the factory ran once for each of ``keys``."""
    assert sorted(runs) == sorted(keys), f"the factory should run once for each of {keys}; it ran for {runs}"


def all_same(things: list[Any]) -> None:
    """Make sure that all got one object."""
    assert all(thing is things[0] for thing in things), (
        f"{len(things)} asked for one key: not the same object"
    )


def in_turn(*functions: Callable[[], Any]) -> list[Callable[[], Any]]:
    """Let each begin when the one before has come as far as it gets, so that there are few orders to try."""

    def begins(seconds: int, function: Callable[[], Any]) -> Callable[[], Any]:
        def late() -> Any:
            time.sleep(seconds / 10_000)  # less than any pause between two looks
            return function()

        return late

    return [begins(seconds, function) for seconds, function in enumerate(functions)]


# One run, one object.


def test_two_ask(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Two threads ask for a key at the same time: the factory runs once, and both get what it made."""
    runs: list[int] = []

    def factory(key: int) -> Thing:
        runs.append(key)
        return Thing()

    registry = attempt.Registry(factory)
    things = together(lambda: registry.get(1), lambda: registry.get(1))
    made_once(runs, 1)
    all_same([*things, registry.get(1)])
    made_once(runs, 1)


@pytest.mark.explore(bound=1)
def test_three_ask(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """So do three, while the factory takes its time."""
    runs: list[int] = []

    def factory(key: int) -> Thing:
        runs.append(key)
        time.sleep(0.01)
        return Thing()

    registry = attempt.Registry(factory)
    things = together(*[lambda: registry.get(1)] * 3)
    made_once(runs, 1)
    all_same([*things, registry.get(1)])
    made_once(runs, 1)


def test_two_keys_crosswise(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Two threads ask for the same two keys, each in its own order: each is made once, one of them `None`."""
    runs: list[int] = []

    def factory(key: int) -> Thing | None:
        runs.append(key)
        return Thing() if key == 1 else None

    registry = attempt.Registry(factory)
    one, other = together(
        lambda: [registry.get(1), registry.get(2)],
        lambda: [registry.get(2), registry.get(1)],
    )
    made_once(runs, 1, 2)
    all_same([one[0], other[1], registry.get(1)])
    seen = [one[1], other[0], registry.get(2)]
    assert seen == [None] * 3, f"the factory makes None for 2; three who asked for it got {seen}"
    made_once(runs, 1, 2)


# Keys do not wait for each other.


@pytest.mark.explore(clock="jumping")
def test_eight_keys(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """The factories of eight different keys run at the same time."""
    inside: list[int] = []
    most: list[int] = []

    def factory(key: int) -> int:
        inside.append(key)
        time.sleep(100)
        most.append(len(inside))
        inside.remove(key)
        return key

    registry = attempt.Registry(factory)

    together(*in_turn(*[lambda key=key: registry.get(key) for key in range(8)]))
    assert max(most) == 8, (
        f"eight threads asked for eight keys, and at most {max(most)} of the factories ran at the same time"
    )


@pytest.mark.explore(clock="jumping")
def test_others_while_one_is_made(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """While one object is made and somebody waits for it, others can be had, and made."""
    made: list[int] = []

    def factory(key: int) -> int:
        if key == 1:
            time.sleep(5)
        made.append(key)
        return key

    registry = attempt.Registry(factory)
    registry.get(2)

    def passer_by() -> None:
        time.sleep(1)
        registry.get(2)
        assert 1 not in made, "get(2) returned only after 1 was made, though 2 was there before"
        registry.get(3)
        assert 1 not in made, "3 was made only after 1 was"

    together(lambda: registry.get(1), lambda: registry.get(1), passer_by)


@pytest.mark.explore(clock="jumping")
def test_registries_do_not_wait(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Two registries have nothing to do with each other: the same key is made in both at the same time."""
    inside: list[str] = []
    most: list[int] = []

    def factory(_: int) -> Thing:
        inside.append("in")
        time.sleep(10)
        most.append(len(inside))
        inside.pop()
        return Thing()

    registries = [attempt.Registry(factory), attempt.Registry(factory)]
    one, other = together(*in_turn(*[lambda r=r: r.get(1) for r in registries]))
    assert max(most) == 2, "the key 1 of one registry was made only after that of another registry"
    assert one is not other, "two registries gave the same object"


# A factory asks for other keys.


def test_factory_asks(attempt: ModuleType) -> None:
    """A factory can ask for other keys of its registry, and these for others again."""
    runs: list[int] = []

    def factory(key: int) -> int:
        runs.append(key)
        return 1 if key < 2 else registry.get(key - 1) + registry.get(key - 2)

    registry = attempt.Registry(factory)
    seen = registry.get(5)
    assert seen == 8, (
        f"the factory adds the objects of the two keys below; get(5) should be 8 and is {seen!r}"
    )
    made_once(runs, 0, 1, 2, 3, 4, 5)


def test_factory_asks_another_registry(attempt: ModuleType) -> None:
    """A factory can ask another registry, for the same key, too."""
    inner = attempt.Registry(lambda key: [key])
    outer = attempt.Registry(lambda key: [key, inner.get(key)])
    seen = outer.get(1)
    assert seen == [1, [1]], f"the factory asks another registry for its key; get(1) returned {seen!r}"


@pytest.mark.explore(bound=1)
def test_factory_asks_beside_another(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """While a factory asks for another key, others ask for its own key, and for that one."""
    runs: list[int] = []

    def factory(key: int) -> list[Any]:
        runs.append(key)
        return [key, registry.get(2)] if key == 1 else [key]

    registry = attempt.Registry(factory)
    one, again, two = together(lambda: registry.get(1), lambda: registry.get(1), lambda: registry.get(2))
    made_once(runs, 1, 2)
    all_same([one, again])
    all_same([one[1], two])


@pytest.mark.explore(bound=1)
def test_two_factories_ask(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """Two factories ask for the same third key: it is made once, for both."""
    runs: list[int] = []

    def factory(key: int) -> list[Any]:
        runs.append(key)
        return [key, registry.get(3)] if key < 3 else [key]

    registry = attempt.Registry(factory)
    one, two = together(lambda: registry.get(1), lambda: registry.get(2))
    made_once(runs, 1, 2, 3)
    all_same([one[1], two[1]])


# A run raises.


class Failing:
    """A factory whose first runs raise, and what those who ask must get, whenever they begin."""

    def __init__(self, failures: int, seconds: float = 0.0, kind: type[BaseException] = Refused) -> None:
        self.begun: list[str] = []  # the threads, by their names
        self.ended: list[int] = []
        self.over: list[int] = []  # runs that failed, and whose own `get` has returned
        self.complaints: list[str] = []
        self._failures, self._seconds, self._kind = failures, seconds, kind

    def __call__(self, _key: int) -> str:
        """Make a string, or raise if this run is to fail."""
        number = len(self.begun)
        self.begun.append(threading.current_thread().name)
        if number != len(self.ended):
            self.complaints.append(f"run {number} of the factory began before run {number - 1} had ended")
        if self._seconds:
            time.sleep(self._seconds)
        self.ended.append(number)
        if number < self._failures:
            raise self._kind(number)
        return f"made by run {number}"

    def asked(self, registry: Any) -> str:
        """Ask for the key 1; give what was made, or which run's exception came out."""
        over = list(self.over)
        try:
            seen: str = registry.get(1)
        except self._kind as error:
            number = error.args[0] if len(error.args) == 1 else None
            self._came_out(number, over)
            if self.begun[number] == threading.current_thread().name:
                self.over.append(number)
            return f"run {number} failed"
        expected = f"made by run {self._failures}"
        assert seen == expected, f"the object should be {expected!r}, and get returned {seen!r}"
        return seen

    def _came_out(self, number: int | None, over: list[int]) -> None:
        assert number in self.ended, "an exception came out that no run has raised"
        assert number not in over, (
            f"run {number} had failed and its `get` was over; a `get` that began later raised its exception"
        )

    def check(self, registry: Any) -> None:
        """Make sure, at the end, that the object is there, and that nobody ran the factory in vain."""
        self.asked(registry)
        assert not self.complaints, self.complaints[0]
        needed = self._failures + 1
        assert len(self.begun) == needed, (
            f"after {self._failures} failed runs one that went well is all that is needed; "
            f"there were {len(self.begun)} runs"
        )


@pytest.mark.explore(clock="jumping")
def test_all_who_wait_get_the_exception(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """When a run raises, be it `KeyboardInterrupt`, all who wait get that, and there is no other run."""
    factory = Failing(1, seconds=0.0005, kind=KeyboardInterrupt)
    registry = attempt.Registry(factory)
    seen = together(*in_turn(*[lambda: factory.asked(registry)] * 3))
    assert seen == ["run 0 failed"] * 3, f"three asked while one run failed; they got: {', '.join(seen)}"
    assert len(factory.begun) == 1, f"three asked, and waited for one run; there were {len(factory.begun)}"
    factory.check(registry)


@pytest.mark.explore(clock="jumping")
def test_the_exception_of_their_run(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """They get it also when the next run begins, or is over, before they have woken up."""
    factory = Failing(1, seconds=0.0005)
    registry = attempt.Registry(factory)

    def ask() -> str:
        first = factory.asked(registry)
        if factory.begun[0] == threading.current_thread().name:
            again = factory.asked(registry)
            assert again == "made by run 1", f"asked again after its run had failed: {again}"
        return first

    seen = together(ask, ask)
    assert seen == ["run 0 failed"] * 2, f"two asked while one run failed; they got: {', '.join(seen)}"
    factory.check(registry)


def test_tries_again(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """A `get` that begins after a failed one has returned gets a new run, whoever is still waking up."""
    factory = Failing(1)
    registry = attempt.Registry(factory)

    def ask_twice() -> None:
        factory.asked(registry)
        factory.asked(registry)

    together(ask_twice, lambda: factory.asked(registry))
    factory.check(registry)


@pytest.mark.explore(clock="jumping")
def test_a_failure_is_its_keys_own(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """A run that raises concerns those who wait for its key, and nobody who waits for another."""
    runs: list[int] = []

    def factory(key: int) -> str:
        runs.append(key)
        if key == 1:
            time.sleep(0.0002)
            raise Refused(key)
        time.sleep(0.0009)  # it still runs when somebody asks after the failure
        return "two"

    registry = attempt.Registry(factory)

    def ask(key: int) -> str:
        try:
            got: str = registry.get(key)
        except Refused as error:
            return f"exception of {error.args[0]}"
        return got

    seen = together(*in_turn(lambda: ask(1), lambda: ask(2), lambda: ask(1), lambda: ask(2)))
    expected = ["exception of 1", "two"] * 2
    assert seen == expected, f"1 raises and 2 does not; those who asked for 1, 2, 1, 2 got {seen}"
    assert runs.count(2) == 1, f"1 raised while 2 was made, and the factory ran for {runs}"


@pytest.mark.explore(bound=1)
def test_a_failure_within(attempt: ModuleType, together: Callable[..., list[Any]]) -> None:
    """What a factory asks for may raise: both keys are tried again later, and nobody hangs."""
    down = ["database"]

    def factory(key: int) -> str:
        if key == 1:
            return "1 with " + registry.get(2)
        if down:
            raise Refused(key)
        return "2"

    registry = attempt.Registry(factory)

    def ask(key: int) -> None:
        with pytest.raises(Refused):
            registry.get(key)

    together(lambda: ask(1), lambda: ask(2))
    down.clear()
    seen = together(lambda: registry.get(1), lambda: registry.get(2))
    assert seen == ["1 with 2", "2"], f"after a failure within, the keys 1 and 2 gave {seen}"
