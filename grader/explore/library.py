"""What runs without hooks of its own and yet touches what the program shares.

A function of a library reads what it is given, to the bottom; a generator is entered by one thread at a
time; a class pattern reads attributes. None of them stops on its way: in doubt it is one step.
"""

from __future__ import annotations

import collections
import functools
import itertools
import types
from typing import TYPE_CHECKING, Any

from grader.explore.containers import CONTENTS, SHARED, VIEWS, owner_of
from grader.explore.kinds import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from grader.explore.kinds import Kinds
    from grader.explore.world import World

_DEEP, _WIDE = 4, 50
_ITEMS: tuple[type[Collection[Any]], ...] = (list, tuple, set, frozenset, collections.deque, *VIEWS)
_WRITERS = frozenset({"shuffle", "update_wrapper", "merge"})
# these look at their caller's frame, or only hand on what they are given
_TRANSPARENT = frozenset(
    {
        "collections", "contextlib", "dataclasses", "enum", "functools", "inspect", "logging", "operator",
        "sys", "traceback", "types", "typing", "unittest", "warnings", "weakref", "pytest", "_pytest",
        "grader",
    }
)  # fmt: skip
_OF_OBJECT = frozenset({"__setattr__", "__getattribute__", "__delattr__"})
_ITSELF = (object.__setattr__, object.__getattribute__, object.__delattr__)
_FRAME = "whether it runs"
Spec = tuple[tuple[tuple[Any, Any], ...], ...]


class Library:
    """Hooks for the calls of what is not rewritten."""

    def __init__(self, world: World, kinds: Kinds) -> None:
        self._world = world
        self._kinds = kinds

    # -- functions

    def call(self, function: Any, site: int) -> Any:
        """``function``, of Python, about to be called: one of a library reads what it is given."""
        code = getattr(function, "__code__", None)
        if code is None or code.co_filename in self._kinds.paths:
            return function
        module = str(getattr(function, "__func__", function).__globals__.get("__name__"))
        transparent = module.partition(".")[0] in _TRANSPARENT or module in self._kinds.programs
        if transparent or module in self._kinds.own:
            return function
        return functools.partial(self._called, function, site)

    def _called(self, function: Any, site: int, /, *args: Any, **kwargs: Any) -> Any:
        world = self._world
        stopped = False
        for argument in (*args, *kwargs.values()):
            for owner, name in self._parts(argument, _DEEP):
                if not stopped:
                    world.arrive(site)
                    stopped = True
                write = owner is argument and function.__name__ in _WRITERS
                world.access(owner, name, site, write=write, arrived=True)
        return function(*args, **kwargs)

    def names(self, space: Any, write: Any, site: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """A method call on a dict that is somebody's name space: an access to the names that it is given."""
        world = self._world
        first = args[0] if args else ()
        names = [*([first] if isinstance(first, str) else first if isinstance(first, dict) else ()), *kwargs]
        if names:
            world.arrive(site)
            for name in names:
                world.access(world.owner_of_names(space), name, site, write=write, arrived=True)
        else:
            world.access(space, CONTENTS, site, write=write)

    def _parts(self, value: Any, depth: int) -> Iterator[tuple[Any, str]]:
        """The locations within ``value``."""
        if issubclass(type(value), SHARED):
            yield owner_of(value), CONTENTS
        if not depth:
            return
        inner = _items(value)
        if type(value).__module__ in self._kinds.programs:
            names = getattr(value, "__dict__", {})
            yield from ((value, name) for name in names if self._kinds.of(value, name) == DATA)
            inner = names.values()
        for part in list(itertools.islice(inner, _WIDE)):
            if not isinstance(part, (int, str, float, type(None))):
                yield from self._parts(part, depth - 1)

    # -- generators

    def advance(self, step: Callable[..., Any], generator: Any, site: int, /, *args: Any) -> Any:
        """Run ``generator`` on to its next yield; CPython may switch once it is entered.

        Raises:
            ValueError: another thread is inside.
        """
        world = self._world
        if not world.multi:
            return step(*args)
        world.access(generator, _FRAME, site, write=True)
        if id(generator) in world.entered:
            raise ValueError("generator already executing")
        world.entered.add(id(generator))
        try:
            world.access(generator, _FRAME, site, write=True)
            return step(*args)
        finally:
            world.entered.discard(id(generator))

    def items(self, generator: types.GeneratorType[Any, Any, Any], site: int) -> Iterator[Any]:
        """What a ``for`` over ``generator`` goes through."""
        while True:
            try:
                item = self.advance(generator.__next__, generator, site)
            except StopIteration:
                return
            yield item

    # -- patterns

    def match(self, value: Any, specs: Spec, site: int) -> Any:
        """``value``, about to be matched with class patterns that read what ``specs`` says."""
        if self._world.multi:
            self._world.arrive(site)
            self._read(value, specs, site)
        return value

    def _read(self, value: Any, specs: Spec, site: int) -> None:
        order = getattr(type(value), "__match_args__", ())
        for spec in specs:
            for key, inner in spec:
                name = key if isinstance(key, str) else order[key] if key < len(order) else ""
                if name and self._kinds.of(value, name) == DATA:
                    self._world.access(value, name, site, write=False, arrived=True)
                    if inner and name in getattr(value, "__dict__", ()):
                        self._read(vars(value)[name], inner, site)


def _items(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return dict.values(value)
    return value if isinstance(value, _ITEMS) else ()


def of_object(function: Any, args: tuple[Any, ...]) -> tuple[Any, str] | None:
    """Object and name, if this is ``object.__setattr__`` or its like, itself, and not the program's own."""
    if getattr(function, "__name__", "") not in _OF_OBJECT:
        return None
    if isinstance(function, types.MethodWrapperType):
        return (function.__self__, args[0]) if args and isinstance(args[0], str) else None
    return (args[0], args[1]) if function in _ITSELF and len(args) > 1 else None
