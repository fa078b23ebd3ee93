"""What rewritten code calls (``rewrite`` lists the names): do the access, and tell the world of it.

What counts as one atomic step is what CPython documents as one with the GIL: one call of a method of a
built-in container, one attribute or item load or store, ``next`` on a C iterator. What a call reads or
writes is decided by the type of the object at run time, never by the look of the source.
"""

from __future__ import annotations

import functools
import gc
import operator
import types
import weakref
from typing import TYPE_CHECKING, Any

from grader.explore.containers import (
    ADVANCES,
    C_CALLABLES,
    CONTAINERS,
    CONTENTS,
    ITERATORS,
    LAZY,
    MEMORY,
    PYTHON_CONTAINERS,
    READERS,
    READS,
    HandedOn,
    changes,
    made_in_python,
    owner_of,
)
from grader.explore.items import Items
from grader.explore.iteration import Iteration
from grader.explore.kinds import CONTENT, INSIDE, MORTAL, PLAIN, Kinds
from grader.explore.library import Library, of_object
from grader.explore.operations import AUGMENTED, BINARY, FRAME_BOUND, why
from grader.explore.stepwise import in_steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.explore.world import World


_IN_C = (types.BuiltinFunctionType, type, operator.itemgetter, operator.methodcaller)


def _names_of(obj: object, otherwise: Any) -> Any:
    """The instance's own dict, without asking the program's ``__getattribute__``."""
    try:
        return object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return otherwise


class Token:
    """Stands for one activation of a function whose variables are shared."""

    __slots__ = ()


class Hooks:
    """The hooks of one world; ``table`` maps the names of ``rewrite`` to them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.kinds = Kinds()
        self._sorts = self.kinds.sorts
        world.resets.append(self.kinds.forget)
        self._library = Library(world, self.kinds)
        self._iteration = Iteration(world, self._library)
        items = Items(world, self._sorts)
        self.programs: dict[int, str] = {}
        self.stored: frozenset[str] = frozenset()
        self.table: dict[str, Callable[..., Any]] = {
            "__la__": self.load_attribute,
            "__lm__": self.load_method,
            "__fn__": self.function,
            "__li__": items.load,
            "__sa__": self.store_attribute,
            "__si__": items.store,
            "__da__": self.delete_attribute,
            "__di__": items.delete,
            "__ia__": self.augment,
            "__op__": self.operate,
            "__rn__": self.read_name,
            "__wn__": self.write_name,
            "__it__": self._iteration.iterate,
            "__yf__": self._iteration.delegate,
            "__mc__": self._library.match,
            "__t__": self.touch,
            "__lp__": self._iteration.loop,
            "__tok__": Token,
            "__slice__": slice,
            "__why__": why,
        }

    # -- attributes

    def load_attribute(self, obj: Any, name: str, site: int) -> Any:
        """``obj.name``."""
        if type(obj) in CONTAINERS:
            # a bound method, handed on: whoever calls it makes the step
            return self._bound(obj, name, site, HandedOn)
        world = self._world
        event = self._attribute(obj, name, site, write=False) if world.multi else None
        value = getattr(obj, name)
        if event is not None:
            event.value = value
        elif type(value) in CONTAINERS:
            if name == "__dict__":
                world.is_name_space(value, self.programs.get(id(obj), obj))
            elif self.kinds.of(obj, name) == INSIDE:
                world.lay_open(value)
        return value

    def _attribute(self, obj: Any, name: str, site: int, *, write: bool) -> Any:
        world = self._world
        kind = self.kinds.of(obj, name)
        if kind == PLAIN:
            of_memory = issubclass(type(obj), MEMORY) and type(obj) is not memoryview
            return world.access(owner_of(obj), CONTENTS, site, write=write) if of_memory else None
        if kind == INSIDE:
            world.look_inside()
            return None
        if issubclass(type(obj), types.ModuleType):
            path = self.programs.get(id(obj), obj if name in self.stored else None)
            return None if path is None else world.access(path, name, site, write=write)
        if issubclass(type(obj), type):
            return self._class_attribute(obj, name, site, write=write)
        if not write and name not in _names_of(obj, (name,)):
            self._class_attribute(type(obj), name, site, write=False)
        return world.access(obj, name, site, write=write)

    def _class_attribute(self, obj: type, name: str, site: int, *, write: bool) -> Any:
        if write:
            return self._world.access(obj, name, site, write=True)
        for owner in obj.__mro__:
            if name in owner.__dict__:
                if hasattr(owner.__dict__[name], "__get__"):
                    return None
                return self._world.access(owner, name, site, write=False)
        return None

    def load_method(self, obj: Any, name: str, site: int) -> Any:
        """``obj.name``, about to be called."""
        world = self._world
        if not world.multi:
            return getattr(obj, name)
        if self.kinds.is_container(type(obj)):
            return self._bound(obj, name, site)
        value = self.load_attribute(obj, name, site)
        if type(obj) is types.GeneratorType and name in ADVANCES:
            return functools.partial(self._library.advance, value, obj, site)
        if isinstance(value, C_CALLABLES) and value not in FRAME_BOUND:
            return self._inherited(value, name, site) or functools.partial(self._c_call, value, site)
        if isinstance(value, types.MethodType) and value.__func__.__module__ in PYTHON_CONTAINERS:
            return self._inherited(value, name, site) or value
        if self._sorts[type(obj)] == MORTAL:
            self._world.look_for_the_dead()
        return self.function(value, site)

    def _inherited(self, method: Any, name: str, site: int) -> Any:
        """A library's method that a class of the program's own has from a container; None if it is none."""
        owner = getattr(method, "__self__", None)
        if not issubclass(type(owner), CONTAINERS):
            return None
        return functools.partial(self._container_call, owner, method, name not in READS, site)

    def _bound(
        self, obj: Any, name: str, site: int, kind: type[functools.partial[Any]] = functools.partial
    ) -> Any:
        method = getattr(obj, name)
        if not (
            isinstance(method, C_CALLABLES)
            or (type(obj) in CONTAINERS and callable(method) and not isinstance(method, type))
        ):
            return method
        return kind(self._container_call, obj, method, name not in READS, site)

    def _container_call(
        self,
        obj: Any,
        method: Any,
        write: bool,  # noqa: FBT001  bound by load_method, never written by hand
        site: int,
        /,
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        world = self._world
        if not world.multi:
            return method(*args, **kwargs)
        for argument in args:
            if self._sorts[type(argument)] == CONTENT:
                world.access(owner_of(argument), CONTENTS, site, write=False)
        steps = in_steps(obj, method.__name__, args)
        if steps is not None:
            for writes in steps:
                world.access(owner_of(obj), CONTENTS, site, write=writes)
            return None
        if world.exposed and world.owner_of_names(obj) is not None:
            self._library.names(obj, write, site, args, kwargs)
            return method(*args, **kwargs)
        if write:
            world.arrive(site)  # whether it changes anything is known only then
            write = changes(obj, method.__name__, args)
            event = world.access(owner_of(obj), CONTENTS, site, write=write, arrived=True)
        else:
            event = world.access(owner_of(obj), CONTENTS, site, write=False)
        value = method(*args, **kwargs)
        if event is not None:
            event.value = obj if write else value
        return value

    def store_attribute(self, value: Any, obj: Any, name: str, site: int) -> None:
        """``obj.name = value``."""
        if self._world.multi:
            event = self._attribute(obj, name, site, write=True)
            if event is not None:
                event.value = value
        setattr(obj, name, value)

    def delete_attribute(self, obj: Any, name: str, site: int) -> None:
        """``del obj.name``."""
        if self._world.multi:
            self._attribute(obj, name, site, write=True)
        delattr(obj, name)

    # -- calls

    def function(self, function: Any, site: int) -> Any:
        """``function``, about to be called."""
        kind = type(function)
        if not self._world.multi:
            return function
        if kind is types.FunctionType or kind is types.MethodType:
            return self._library.call(function, site)
        step = self._step(function, kind)
        return function if step is None else functools.partial(step, function, site)

    def _step(self, function: Any, kind: type) -> Callable[..., Any] | None:
        """How a call of ``function`` is told; None if it is the program's own, and tells itself."""
        if isinstance(function, weakref.ref) or function is gc.collect:
            self._world.look_for_the_dead()
            return None
        if kind is operator.attrgetter:
            return self._attributes
        if function is getattr or function is setattr or function is delattr or function is hasattr:
            return self._dynamic
        python = isinstance(function, type) and made_in_python(function) and function not in READERS
        in_c = isinstance(function, _IN_C) and not python and function not in FRAME_BOUND
        return self._c_call if in_c else None

    def _attributes(self, getter: operator.attrgetter[Any], site: int, obj: Any) -> Any:
        for name in getter.__reduce__()[1]:
            self._attribute(obj, str(name).partition(".")[0], site, write=False)
        return getter(obj)

    def _dynamic(self, function: Any, site: int, obj: Any, name: str, *rest: Any) -> Any:
        if function is setattr:
            return self.store_attribute(rest[0], obj, name, site)
        if function is delattr:
            return self.delete_attribute(obj, name, site)
        self._attribute(obj, name, site, write=False)
        return function(obj, name, *rest)

    def _c_call(self, function: Any, site: int, /, *args: Any, **kwargs: Any) -> Any:
        world = self._world
        if function in LAZY:
            args = tuple(self._iteration.iterate(argument, site) for argument in args)
            return function(*args, **kwargs)
        place = of_object(function, args)
        if place is not None:
            write = function.__name__ != "__getattribute__"
            stored = self._attribute(*place, site, write=write)
            if stored is not None and write:
                stored.value = args[-1]
            return function(*args, **kwargs)
        if function is next and type(args[0]) is types.GeneratorType and len(args) == 1:
            return self._library.advance(function, args[0], site, args[0])
        write = function not in READERS and type(function) is not operator.itemgetter
        event = None
        for argument in args:
            kind = type(argument)
            if self._sorts[kind] == CONTENT:
                event = world.access(owner_of(argument), CONTENTS, site, write=write)
            elif function is next and kind in ITERATORS:
                event = world.access(argument, CONTENTS, site, write=True)
        value = function(*args, **kwargs)
        if event is not None:
            event.value = value
        return value

    # -- operators

    def augment(self, op: str, left: Any, right: Any, site: int) -> Any:
        """The new value of ``left op= right``; a container changes in place."""
        if self._world.multi:
            if issubclass(type(left), CONTAINERS):
                self._world.access(left, CONTENTS, site, write=True)
            self.touch(right, site)
        return AUGMENTED[op](left, right)

    def operate(self, op: str, left: Any, right: Any, left_site: int, right_site: int) -> Any:
        """``left op right``, where ``right`` took steps to evaluate: the looks come when both are there."""
        self.touch(left, left_site)
        self.touch(right, right_site)
        return BINARY[op](left, right)

    # -- names

    def read_name(self, token: object, name: str, site: int) -> None:
        """The shared variable ``name`` is about to be read."""
        if self._world.multi:
            self._world.access(token, name, site, write=False)

    def write_name(self, value: Any, token: object, name: str, site: int) -> Any:
        """The shared variable ``name`` is about to become ``value``."""
        if self._world.multi:
            event = self._world.access(token, name, site, write=True)
            if event is not None:
                event.value = value
        return value

    # -- containers as values

    def touch(self, value: Any, site: int) -> Any:
        """A value whose truth, contents or equality is about to be asked for."""
        if not self._world.multi:
            return value
        sort = self._sorts[type(value)]
        if sort == CONTENT:
            event = self._world.access(owner_of(value), CONTENTS, site, write=False)
            if event is not None:
                event.value = value
        elif sort == MORTAL:
            self._world.look_for_the_dead()
        return value
