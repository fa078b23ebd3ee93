"""What rewritten code calls for ``obj[index]``: the look, the store and the deletion of an item."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, Any

from grader.explore.containers import CONTENTS, is_c, owner_of
from grader.explore.kinds import CONTENT, MORTAL, NOTHING

if TYPE_CHECKING:
    from grader.explore.kinds import Sorts
    from grader.explore.world import World


class Items:
    """Hooks for the items of what is shared."""

    def __init__(self, world: World, sorts: Sorts) -> None:
        self._world = world
        self._sorts = sorts

    def _item(self, obj: Any, index: Any, site: int, *, write: bool) -> Any:
        """An access to ``obj[index]``, which can be a name in somebody's name space."""
        world = self._world
        owner = world.owner_of_names(obj) if world.exposed and isinstance(index, str) else None
        if owner is not None:
            return world.access(owner, index, site, write=write)
        owner = owner_of(obj)
        event = world.access(owner, CONTENTS, site, write=write)
        if world.free_threaded:
            world.item(owner, index, site, write=write)
        return event

    def load(self, obj: Any, index: Any, site: int) -> Any:
        """``obj[index]``."""
        event = None
        sort = self._sorts[type(obj)] if self._world.multi else NOTHING
        if sort == CONTENT:
            if isinstance(obj, collections.defaultdict):
                if self._world.free_threaded:
                    self._world.item(obj, index, site, write=False)
                return self._load_default(obj, index, site)
            event = self._item(obj, index, site, write=False)
        elif sort == MORTAL:
            self._world.look_for_the_dead()
        value = obj[index]
        if event is not None:
            event.value = value
        return value

    def _load_default(self, obj: collections.defaultdict[Any, Any], index: Any, site: int) -> Any:
        """``obj[index]``: making a missing item and storing it are two steps unless C does both."""
        world = self._world
        world.arrive(site)
        missing = index not in obj
        factory = obj.default_factory
        made_in_c = factory is None or is_c(factory)
        event = world.access(obj, CONTENTS, site, write=missing and made_in_c, arrived=True)
        plain = type(obj).__missing__ is collections.defaultdict.__missing__
        if missing and plain and factory is not None and not made_in_c:
            value = factory()
            event = world.access(obj, CONTENTS, site, write=True)
            obj[index] = value
        else:
            value = obj[index]
        if event is not None:
            event.value = value
        return value

    def store(self, value: Any, obj: Any, index: Any, site: int) -> None:
        """``obj[index] = value``."""
        event = None
        sort = self._sorts[type(obj)] if self._world.multi else NOTHING
        if sort == CONTENT:
            event = self._item(obj, index, site, write=True)
        elif sort == MORTAL:
            self._world.look_for_the_dead()
        obj[index] = value
        if event is not None:
            event.value = obj

    def delete(self, obj: Any, index: Any, site: int) -> None:
        """``del obj[index]``."""
        if self._world.multi and self._sorts[type(obj)] == CONTENT:
            self._item(obj, index, site, write=True)
        del obj[index]
