"""A ``functools`` for the world: between the look into one of its caches and the store Python code runs.

Two threads that miss at once both compute, and get two values. So the look and the store are accesses
of the cache, with a site of their own for each decorated function.
"""

from __future__ import annotations

import functools
import itertools
import types
from typing import TYPE_CHECKING, Any

from grader.explore.parts import LIBRARY_SITES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.explore.world import World

_FIRST_SITE = LIBRARY_SITES
_ENTRIES = "the cache"


def make_functools_module(world: World) -> types.ModuleType:
    """The module ``functools`` of ``world``."""
    module = types.ModuleType("functools")
    module.__dict__.update(vars(functools))
    sites = _Sites()
    world.resets.append(sites.reset)

    def lru_cache(maxsize: Any = 128, typed: bool = False) -> Any:  # noqa: FBT001, FBT002  as in functools
        if callable(maxsize):
            return _cached(world, maxsize, functools.lru_cache(128, typed), next(sites.numbers))
        return lambda function: _cached(
            world, function, functools.lru_cache(maxsize, typed), next(sites.numbers)
        )

    class cached_property(functools.cached_property):  # type: ignore[type-arg]  # noqa: N801
        """As in ``functools``: it has no lock."""

        def __init__(self, func: Callable[[Any], Any]) -> None:
            super().__init__(func)
            self._site = next(sites.numbers)

        def __get__(self, instance: Any, owner: type | None = None) -> Any:
            entries = getattr(instance, "__dict__", None)
            if not world.multi or entries is None or self.attrname is None:
                return super().__get__(instance, owner)
            world.access(instance, self.attrname, self._site, write=False)
            if self.attrname not in entries:
                value = self.func(instance)
                world.access(instance, self.attrname, self._site, write=True)
                entries[self.attrname] = value
            return entries[self.attrname]

    members = {
        "lru_cache": lru_cache,
        "cache": lru_cache(maxsize=None),
        "cached_property": cached_property,
    }
    module.__dict__.update(members)
    return module


class _Sites:
    """Numbers for caches, in the order in which they are made: the same in every execution."""

    def __init__(self) -> None:
        self.numbers: Iterator[int]
        self.reset()

    def reset(self) -> None:
        """Start again."""
        self.numbers = itertools.count(_FIRST_SITE)


def _cached(world: World, function: Callable[..., Any], make: Callable[..., Any], site: int) -> Any:
    def miss(*args: Any, **kwargs: Any) -> Any:
        value = function(*args, **kwargs)
        if world.multi:
            world.access(cache, _ENTRIES, site, write=True)
        return value

    cache = make(miss)

    @functools.wraps(function)
    def cached(*args: Any, **kwargs: Any) -> Any:
        if world.multi:
            world.access(cache, _ENTRIES, site, write=False)
        return cache(*args, **kwargs)

    def cache_clear() -> None:
        if world.multi:
            world.access(cache, _ENTRIES, site, write=True)
        cache.cache_clear()

    cached.cache_clear = cache_clear  # type: ignore[attr-defined]
    cached.cache_info = cache.cache_info  # type: ignore[attr-defined]
    cached.cache_parameters = cache.cache_parameters  # type: ignore[attr-defined]
    return cached
