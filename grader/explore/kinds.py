"""What an attribute is: the program's data, the inside of one of the world's own objects, or neither."""

from __future__ import annotations

import dis
import functools
import types
from typing import TYPE_CHECKING, Any

from grader.explore.containers import ATOMS, CONTAINERS, HEAP, SHARED, WEAK, is_c_buffer, made_in_python

if TYPE_CHECKING:
    from grader.explore.modules import Modules

PLAIN, DATA, INSIDE = 0, 1, 2
NOTHING, CONTENT, MORTAL = 0, 1, 2


class Sorts(dict[type, int]):
    """What the objects of a type hold: content that many may share, what may die, or nothing to tell of."""

    def __init__(self) -> None:
        super().__init__()
        self._of_this_execution: list[type] = []

    def __missing__(self, cls: type) -> int:
        sort = self[cls] = (
            CONTENT if issubclass(cls, SHARED) else MORTAL if issubclass(cls, WEAK) else NOTHING
        )
        if made_in_python(cls):
            self._of_this_execution.append(cls)
        return sort

    def forget(self) -> None:
        """The execution is over, and its classes are gone."""
        for cls in self._of_this_execution:
            self.pop(cls, None)
        self._of_this_execution.clear()


class Kinds:
    """Knows the kinds of attributes and of objects; both depend on types alone, and are asked for often."""

    def __init__(self) -> None:
        self.sorts = Sorts()
        self._kinds: dict[tuple[type, str], int] = {}
        self._containers: dict[type, bool] = {}
        self._stores: dict[type, frozenset[str]] = {}
        self._of_this_execution: list[tuple[type, str]] = []
        self.own: frozenset[str] = frozenset()
        self.paths: frozenset[str] = frozenset()
        self.programs = frozenset({"attempt", "suite"})
        self._thread_classes: set[type] = set()
        self._local_classes: tuple[type, ...] = ()

    def adopt(self, modules: Modules) -> None:
        """Know the classes of the world's own modules, whose state is nobody's data."""
        self.own = modules.own
        self._thread_classes.add(modules.threading.Thread)
        self._local_classes += (modules.threading.local,)

    def of(self, obj: Any, name: str) -> int:
        """What ``obj.name`` is, by the type of ``obj``."""
        known = self._kinds.get((type(obj), name))
        return self._classified(obj, name) if known is None else known

    def _classified(self, obj: Any, name: str) -> int:
        cls = type(obj)
        kind = DATA
        if name.startswith("__") and name.endswith("__"):
            kind = PLAIN
        elif issubclass(cls, (super, *self._local_classes)):
            return PLAIN
        elif not issubclass(cls, (type, types.ModuleType)):
            kind = self._of_instances(cls, name)
        self._kinds[cls, name] = kind
        if self._passes(cls):
            self._of_this_execution.append((cls, name))
        return kind

    def _passes(self, cls: type) -> bool:
        """Whether ``cls`` is made anew in every execution; what is known of it must not keep it alive."""
        return made_in_python(cls) and cls.__module__ not in self.own

    def forget(self) -> None:
        """The execution is over, and its classes are gone."""
        self.sorts.forget()
        for key in self._of_this_execution:
            self._kinds.pop(key, None)
            self._containers.pop(key[0], None)
        self._of_this_execution.clear()

    def _of_instances(self, cls: type, name: str) -> int:
        inside = cls.__module__ in self.own
        owner = next((owner for owner in cls.__mro__ if name in owner.__dict__), None)
        if owner is None:
            inside = inside or self._is_inherited(cls, name)
            return PLAIN if cls is types.MethodType else INSIDE if inside else DATA
        value = owner.__dict__[name]
        slot = isinstance(value, types.MemberDescriptorType) and owner.__module__ != "builtins"
        state = isinstance(value, property) and inside and cls not in self._thread_classes
        stored = isinstance(value, functools.cached_property)
        if hasattr(value, "__get__") and not (slot or state or stored):
            return PLAIN
        return INSIDE if inside else DATA

    def _is_inherited(self, cls: type, name: str) -> bool:
        """Whether a class of ours, of which the program's ``cls`` is one, keeps its own state in ``name``."""
        return any(name in self._stored(owner) for owner in cls.__mro__ if owner.__module__ in self.own)

    def _stored(self, cls: type) -> frozenset[str]:
        """The attributes that the methods of ``cls``, a class of ours, set."""
        known = self._stores.get(cls)
        if known is None:
            methods = [member for member in vars(cls).values() if isinstance(member, types.FunctionType)]
            steps = [step for method in methods for step in dis.get_instructions(method)]
            known = frozenset(str(step.argval) for step in steps if step.opname == "STORE_ATTR")
            self._stores[cls] = known
        return known

    def is_container(self, cls: type) -> bool:
        """Whether a method call on a ``cls`` is one step that looks at, or changes, what many can share."""
        known = self._containers.get(cls)
        if known is not None:
            return known
        known = cls in CONTAINERS or is_c_buffer(cls)
        if not known and cls.__module__ not in self.own and cls not in ATOMS:
            known = not cls.__flags__ & HEAP and not issubclass(cls, (type, types.ModuleType, BaseException))
        self._containers[cls] = known
        if self._passes(cls):
            self._of_this_execution.append((cls, ""))
        return known
