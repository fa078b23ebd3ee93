"""What is known of the program's objects in one execution: their locations, and a number of their own."""

from __future__ import annotations

import sys
import weakref

from grader.explore.parts import Location


class Objects:
    """The objects that the program has touched.

    As long as an object is known its ``id`` is nobody else's. What the program can hold weakly must be
    able to die; what is known of it goes then.
    """

    def __init__(self) -> None:
        self.locations: dict[tuple[int, object], Location] = {}
        self._kept: list[object] = []
        self._idents: dict[int, int] = {}
        self._numbered = 0
        self._known: dict[int, list[tuple[int, object]]] = {}

    def location(self, obj: object, key: tuple[int, object]) -> Location:
        """A new location ``key`` of ``obj``."""
        self._remember(obj).append(key)
        made = self.locations[key] = Location()
        return made

    def ident(self, obj: object) -> int:
        """``id()`` for the program: distinct, and the same in every execution with the same prefix."""
        found = self._idents.get(id(obj))
        if found is None:
            self._numbered += 1
            found = self._idents[id(obj)] = 0x7F00_0000_0000 + 64 * self._numbered
            self._remember(obj)
        return found

    def drop_the_dead(self) -> None:
        """Let go of what only we still hold."""
        ours = _references([object()])[0]
        dead = [0]
        while dead:
            counts = enumerate(_references(self._kept))
            dead = [at for at, count in counts if count <= ours and type(self._kept[at]) is not weakref.ref]
            for at in reversed(dead):
                self._forget(id(self._kept[at]))
                del self._kept[at]

    def _remember(self, obj: object) -> list[tuple[int, object]]:
        number = id(obj)
        keys = self._known.get(number)
        if keys is None:
            keys = self._known[number] = []
            try:
                self._kept.append(weakref.ref(obj, lambda _: self._forget(number)))
            except TypeError:
                self._kept.append(obj)
        return keys

    def _forget(self, number: int) -> None:
        for key in self._known.pop(number, ()):
            self.locations.pop(key, None)
        self._idents.pop(number, None)


def _references(kept: list[object]) -> list[int]:
    return [sys.getrefcount(held) for held in kept]
