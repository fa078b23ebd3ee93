"""What a program sees when it looks at itself: name spaces without our names, classes with stable hashes.

Instances that hash by identity would hash by address, and a set of them would be gone through in
another order in every execution. So each class made in the world gets a ``__hash__`` over the world's
own ``id``; ``dataclass`` decides by whether a class has one, so it is not shown ours.
"""

from __future__ import annotations

import builtins
import dataclasses
import inspect
import re
import sys
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.explore.world import World

_OURS = re.compile(r"__(t\d+|cell_\d+_\d+)__")


def _visible(frame: types.FrameType) -> Any:
    names = frame.f_locals
    if not frame.f_code.co_flags & inspect.CO_OPTIMIZED:
        return names  # a module's or a class's own dict, in which nothing of ours is left
    return {name: value for name, value in names.items() if not _OURS.fullmatch(name)}


def _locals() -> Any:
    return _visible(sys._getframe(1))


def _dir(*of: object) -> list[str]:
    return dir(*of) if of else sorted(_visible(sys._getframe(1)))


class Mirrors:
    """The builtins that look at name spaces and make classes, and the module ``dataclasses``."""

    def __init__(self, world: World) -> None:
        def identity_hash(obj: object) -> int:
            return world.objects.ident(obj)

        self._world = world
        self._hash = identity_hash
        self.builtins: dict[str, Callable[..., Any]] = {
            "__build_class__": self._build_class,
            "dir": _dir,
            "id": lambda obj, /: world.objects.ident(obj),
            "globals": self._globals,
            "locals": _locals,
            "vars": self._vars,
        }
        self.dataclasses = types.ModuleType("dataclasses")
        self.dataclasses.__dict__.update(vars(dataclasses), dataclass=self._dataclass)

    def _globals(self) -> Any:
        names = sys._getframe(1).f_globals
        self._world.is_name_space(names, names.get("__file__"))
        return names

    def _vars(self, *of: Any) -> Any:
        if not of:
            return _visible(sys._getframe(1))
        names = vars(*of)
        if type(names) is dict:
            path = names.get("__file__") if isinstance(of[0], types.ModuleType) else None
            self._world.is_name_space(names, path or of[0])
        return names

    def _build_class(self, *args: Any, **kwargs: Any) -> Any:
        return self._stable(builtins.__build_class__(*args, **kwargs))

    def _stable(self, cls: Any) -> Any:
        if getattr(cls, "__hash__", None) is object.__hash__:
            cls.__hash__ = self._hash
        return cls

    def _dataclass(self, cls: Any = None, /, **options: Any) -> Any:
        def decorate(cls: Any) -> Any:
            if cls.__dict__.get("__hash__") is self._hash:
                del cls.__hash__
            return self._stable(dataclasses.dataclass(**options)(cls))

        return decorate if cls is None else decorate(cls)


def of_the_library(function: Any, original: Any) -> Any:
    """``function`` under the name and in the module of ``original``, as reports name what a thread is in."""
    code = function.__code__.replace(co_qualname=original.__qualname__, co_name=original.__name__)
    made = types.FunctionType(
        code, original.__globals__, original.__name__, function.__defaults__, function.__closure__
    )
    made.__qualname__ = original.__qualname__
    return made
