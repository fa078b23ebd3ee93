"""What a registry does, whoever asks and whenever: one thread at a time, nothing to wait for."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

MANY = 5_000
"""Keys of one registry, more than a cache is usually given."""


class Thing:
    """What a factory makes."""

    def __init__(self, key: object) -> None:
        self.key = key


class Factory:
    """Makes a thing, or what it was told to make, and remembers for which keys it was run."""

    def __init__(self, make: Callable[[Any], object] = Thing) -> None:
        self.runs: list[Any] = []
        self._make = make

    def __call__(self, key: Any) -> object:
        """Make what belongs to ``key``."""
        self.runs.append(key)
        return self._make(key)


class Refused(Exception):
    """What a factory of the suite raises."""


def failing(*errors: BaseException | None) -> Factory:
    """Give a factory whose runs raise ``errors`` one after the other; None is a run that goes well."""
    script = list(errors)

    def make(key: object) -> object:
        error = script.pop(0) if script else None
        if error is not None:
            raise error
        return Thing(key)

    return Factory(make)


def raised(registry: Any, key: object) -> BaseException:
    """Give what `get` raises."""
    try:
        got = registry.get(key)
    except BaseException as error:  # noqa: BLE001  what a factory raises can be any of them
        return error
    raise AssertionError(f"get({key!r}) returned {got!r}, while its factory raises")


def test_makes_on_first_use(attempt: ModuleType) -> None:
    """`get` runs the factory with the key and returns what it makes; nothing is made before."""
    factory = Factory()
    registry = attempt.Registry(factory)
    assert factory.runs == [], f"nobody has asked yet, and the factory was run for {factory.runs}"
    thing = registry.get(7)
    assert factory.runs == [7], f"get(7) should run the factory once, for 7; it was run for {factory.runs}"
    assert isinstance(thing, Thing), f"the factory made a Thing for 7; get(7) returned {thing!r}"
    assert thing.key == 7, f"get(7) returned the object of the key {thing.key!r}"


def test_keeps_it(attempt: ModuleType) -> None:
    """Whoever asks again gets the same object, and the factory does not run again."""
    factory = Factory()
    registry = attempt.Registry(factory)
    one, other = registry.get(1), registry.get(2)
    again = [registry.get(key) for key in (1, 2, 1)]
    assert again[0] is one and again[1] is other and again[2] is one, (  # noqa: PT018  one thing in one sentence
        "asked for the keys 1, 2, 1 once more, get returned other objects than before"
    )
    assert factory.runs == [1, 2], (
        f"two keys were asked for, several times each; the factory ran for {factory.runs}"
    )


def test_keeps_it_for_good(attempt: ModuleType) -> None:
    """An object stays in the registry although nobody else holds on to it."""
    factory = Factory()
    registry = attempt.Registry(factory)
    registry.get(1)
    gc.collect()
    registry.get(1)
    assert factory.runs == [1], f"the object of 1 was made and dropped by its user: runs {factory.runs}"


def test_many_keys(attempt: ModuleType) -> None:
    """A registry keeps any number of objects."""
    factory = Factory()
    registry = attempt.Registry(factory)
    first = [registry.get(key) for key in range(MANY)]
    second = [registry.get(key) for key in range(MANY)]
    assert len(factory.runs) == MANY, (
        f"{MANY} keys, twice each; the factory was run {len(factory.runs)} times"
    )
    assert all(a is b for a, b in zip(first, second, strict=True)), "some key got another object later"


def test_nothing_is_none(attempt: ModuleType) -> None:
    """`None`, 0 and other values that are false are objects like any other: made once, and kept."""
    for value in (None, 0, False, "", (), NotImplemented):

        def make(_: object, value: object = value) -> object:
            return value

        factory = Factory(make)
        registry = attempt.Registry(factory)
        seen = [registry.get(1), registry.get(1)]
        assert all(got is value for got in seen), f"the factory made {value!r}; get returned {seen}"
        assert factory.runs == [1], f"the factory made {value!r} and was run {len(factory.runs)} times"


def test_an_exception_as_a_value(attempt: ModuleType) -> None:
    """An exception that the factory returns is returned, not raised; so is an exception's class."""
    for value in (Refused("not raised"), Refused):
        factory = Factory(lambda _, value=value: value)
        registry = attempt.Registry(factory)
        seen = [registry.get(1), registry.get(1)]
        assert seen[0] is value and seen[1] is value, f"the factory returned {value!r}; get returned {seen}"  # noqa: PT018  same


def test_equal_keys(attempt: ModuleType) -> None:
    """Equal keys are one key, whatever objects they are; different keys are two, whatever their hashes."""
    factory = Factory()
    registry = attempt.Registry(factory)
    for one, other in ((10**30, int("1" + "0" * 30)), ((1, "x"), (1, "".join("x")))):
        assert registry.get(one) is registry.get(other), (
            f"{one!r} and {other!r} are equal, and got two objects"
        )
    assert hash(-1) == hash(-2)
    assert registry.get(-1) is not registry.get(-2), "-1 and -2 share their hash, and got the same object"
    assert registry.get(None) is registry.get(None), "None is a key, too, and got two objects"


def test_registries_are_separate(attempt: ModuleType) -> None:
    """Each registry has its own objects and its own factory."""
    factories = [Factory(), Factory()]
    one, other = (attempt.Registry(factory) for factory in factories)
    things = [one.get(1), other.get(1)]
    assert things[0] is not things[1], "two registries gave the same object for the key 1"
    runs = [factory.runs for factory in factories]
    assert runs == [[1], [1]], f"each of two factories should have run for 1; they ran for {runs}"
    later = attempt.Registry(factories[0])
    assert later.get(1) is not things[0], "a new registry gave an object of an older one"


def test_threads_in_turn(attempt: ModuleType) -> None:
    """All threads get the same object, whoever was the first to ask."""
    factory = Factory()
    registry = attempt.Registry(factory)
    with ThreadPoolExecutor(1) as thread:
        one = thread.submit(registry.get, 1).result()
    with ThreadPoolExecutor(1) as thread:
        other = thread.submit(registry.get, 1).result()
    assert one is other is registry.get(1), "three threads asked in turn, and got several objects"
    assert factory.runs == [1], f"three threads asked for one key; the factory ran for {factory.runs}"


def test_exception(attempt: ModuleType) -> None:
    """What the factory raises leaves from `get`, whatever it is: same type, same arguments."""
    for error in (Refused("no", 5), KeyError("x"), KeyboardInterrupt("stop"), SystemExit(3), GeneratorExit()):
        seen = raised(attempt.Registry(failing(error)), 1)
        assert type(seen) is type(error) and seen.args == error.args, (  # noqa: PT018  same
            f"the factory raised {error!r}; get raised {seen!r}"
        )


def test_tries_again(attempt: ModuleType) -> None:
    """Nothing is kept of a run that raised: the next `get` runs the factory again."""
    for kind in (Refused, KeyboardInterrupt):
        factory = failing(kind("first"), kind("second"), None)
        registry = attempt.Registry(factory)
        seen = [raised(registry, 1).args, raised(registry, 1).args]
        assert seen == [("first",), ("second",)], (
            f"two runs raised {kind.__name__} 'first' and 'second'; get raised it with {seen}"
        )
        thing = registry.get(1)
        assert isinstance(thing, Thing), f"the third run made a Thing; get returned {thing!r}"
        assert registry.get(1) is thing, "after two failures and a success, get made the object again"
        assert factory.runs == [1, 1, 1], f"two failures and a success: the factory ran for {factory.runs}"


def test_a_failure_is_its_keys_own(attempt: ModuleType) -> None:
    """A run that raises leaves the objects of other keys alone."""
    factory = Factory(lambda key: Thing(key) if key != 2 else 1 // 0)
    registry = attempt.Registry(factory)
    one = registry.get(1)
    seen = raised(registry, 2)
    assert isinstance(seen, ZeroDivisionError), f"the factory raised ZeroDivisionError; get raised {seen!r}"
    three = registry.get(3)
    assert registry.get(1) is one, "after the failure of another key, the object of 1 was made again"
    assert registry.get(3) is three, "after the failure of another key, the object of 3 was made twice"
