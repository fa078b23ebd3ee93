"""Loops: what is gone through takes a step per item where it can change meanwhile, and rounds are counted."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any, cast

from grader.explore.containers import CONTENTS, ENDLESS, SHARED, owner_of
from grader.explore.loops import go_round, turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.explore.library import Library
    from grader.explore.world import World


class Iteration:
    """The hooks of loops."""

    def __init__(self, world: World, library: Library) -> None:
        self._world = world
        self._library = library

    def iterate(self, value: Any, site: int) -> Any:
        """An iterable that is about to be gone through: one step per item where it can change meanwhile."""
        if type(value) in ENDLESS:
            return self._endless(cast("Any", value), site)
        if self._world.multi and issubclass(type(value), SHARED):
            return self._steps(owner_of(value), iter(cast("Any", value)), site)
        if self._world.multi and type(value) is types.GeneratorType:
            return self._library.items(value, site)
        return value

    def delegate(self, value: Any, site: int) -> Any:
        """What ``yield from`` goes through; a generator is handed what its caller is sent."""
        return value if isinstance(value, types.GeneratorType) else self.iterate(value, site)

    def _endless(self, iterator: Iterator[Any], site: int) -> Iterator[Any]:
        for item in iterator:
            self.loop(site)
            yield item

    def _steps(self, owner: Any, iterator: Iterator[Any], site: int) -> Iterator[Any]:
        while True:
            self._world.access(owner, CONTENTS, site, write=False)
            try:
                item = next(iterator)
            except StopIteration:
                return
            yield item

    def loop(self, site: int) -> None:
        """The head of a ``while`` loop."""
        if self._world.multi or self._world.aborting:
            go_round(self._world, site)
        else:
            turn(self._world)
