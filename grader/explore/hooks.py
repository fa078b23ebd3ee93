"""What rewritten code calls (``rewrite`` lists the names): do the access, and tell the world of it.

What counts as one atomic step is what CPython documents as one with the GIL: one call of a method of a
built-in container, one attribute or item load or store, ``next`` on a C iterator. What a call reads or
writes is decided by the type of the object at run time, never by the look of the source.
"""

from __future__ import annotations

import array
import collections
import functools
import gc
import itertools
import operator
import types
import weakref
from typing import TYPE_CHECKING, Any, cast

from grader.explore.loops import go_round, turn
from grader.explore.operations import AUGMENTED, BINARY, FRAME_BOUND, why
from grader.explore.stepwise import in_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grader.explore.modules import Modules
    from grader.explore.world import World

CONTENTS = "[…]"

_READS = frozenset(
    {
        "copy", "count", "get", "index", "items", "keys", "values", "union",
        "intersection", "difference", "symmetric_difference", "issubset",
        "issuperset", "isdisjoint", "__len__", "__contains__", "__iter__",
        "__getitem__", "most_common", "elements", "total", "__reversed__",
        "__eq__", "__ne__",
    }
)  # fmt: skip
_CONTAINERS = (
    list, dict, set, bytearray, array.array, collections.UserDict, collections.UserList, collections.ChainMap,
    collections.deque, collections.OrderedDict, collections.defaultdict, collections.Counter,
)  # fmt: skip
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
_SHARED = (*_CONTAINERS, *_VIEWS)
_ENDLESS = (itertools.count, itertools.cycle, itertools.repeat, type(iter(int, 1)))
_ITERATORS: tuple[type, ...] = (
    itertools.count,
    itertools.cycle,
    type(iter([])),
    type(iter({})),
    type(iter(())),
    type(iter(range(0))),
)
_C_CALLABLES = (types.BuiltinFunctionType, types.MethodWrapperType, type(list.append), type(object.__init__))
_PYTHON_CONTAINERS = frozenset({"collections", "collections.abc", "_collections_abc"})
_WEAK = (weakref.ref, weakref.WeakKeyDictionary, weakref.WeakValueDictionary, weakref.WeakSet)
_SET = object.__setattr__
_LAZY = (enumerate, zip, map, filter)
_READERS = frozenset(
    {
        len, list, tuple, set, frozenset, dict, sorted, sum, min, max, any, all, bool, str, repr, bytes,
        reversed, iter, collections.deque, collections.Counter, collections.OrderedDict, isinstance, callable,
        print,
        hash,
    }
)  # fmt: skip
_TAKES = frozenset({"pop", "popleft", "popitem", "remove", "discard", "clear"})
_PLAIN, _DATA, _INSIDE = 0, 1, 2


def _changes(obj: Any, method: str, arguments: tuple[Any, ...]) -> bool:
    """Whether this call leaves ``obj`` other than it is: a failed compare-and-set is only a look."""
    if not obj and method in _TAKES:
        return False
    try:
        if arguments and isinstance(obj, (dict, set)):
            if method in {"setdefault", "add"}:
                return arguments[0] not in obj
            if method in {"pop", "discard"}:
                return arguments[0] in obj
    except TypeError:  # an unhashable key; the call itself will say so
        pass
    return True


def _is_c(factory: Any) -> bool:
    """Whether CPython runs ``factory`` in one step; the world's own locks are Python only here."""
    if isinstance(factory, type):
        return not factory.__flags__ & _HEAP or factory.__module__ in {"_thread", "_queue", "collections"}
    return isinstance(factory, types.BuiltinFunctionType)


def _names_of(obj: object, otherwise: Any) -> Any:
    """The instance's own dict, without asking the program's ``__getattribute__``."""
    try:
        return object.__getattribute__(obj, "__dict__")
    except AttributeError:
        return otherwise


class HandedOn(functools.partial[Any]):
    """A bound method of a container, as a value: it looks like the method, and calling it is a step."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.args[1], name)

    def __eq__(self, other: object) -> bool:
        return self.args[1] == (other.args[1] if isinstance(other, HandedOn) else other)  # type: ignore[no-any-return]

    def __hash__(self) -> int:
        return hash(self.args[1])

    def __repr__(self) -> str:
        return repr(self.args[1])


class Token:
    """Stands for one activation of a function whose variables are shared."""

    __slots__ = ()


class Hooks:
    """The hooks of one world; ``table`` maps the names of ``rewrite`` to them."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kinds: dict[tuple[type, str], int] = {}
        self._bases: dict[type, bool] = {}
        self.own: frozenset[str] = frozenset()
        self._thread_class: type = type(None)
        self._local_class: type = type(None)
        self.programs: dict[int, str] = {}
        self.table: dict[str, Callable[..., Any]] = {
            "__la__": self.load_attribute,
            "__lm__": self.load_method,
            "__fn__": self.function,
            "__li__": self.load_item,
            "__sa__": self.store_attribute,
            "__si__": self.store_item,
            "__da__": self.delete_attribute,
            "__di__": self.delete_item,
            "__ia__": self.augment,
            "__op__": self.operate,
            "__rn__": self.read_name,
            "__wn__": self.write_name,
            "__it__": self.iterate,
            "__t__": self.touch,
            "__lp__": self._loop,
            "__tok__": Token,
            "__slice__": slice,
            "__why__": why,
        }

    def adopt(self, modules: Modules) -> None:
        """Know the classes of the world's own modules, whose state is nobody's data."""
        self.own = modules.own
        self._thread_class = modules.threading.Thread
        self._local_class = modules.threading.local

    # -- attributes

    def load_attribute(self, obj: Any, name: str, site: int) -> Any:
        """``obj.name``."""
        if type(obj) in _CONTAINERS:
            # a bound method, handed on: whoever calls it makes the step
            return self._bound(obj, name, site, HandedOn)
        if not self._world.multi:
            return getattr(obj, name)
        event = self._attribute(obj, name, site, write=False)
        value = getattr(obj, name)
        if event is not None:
            event.value = value
        return value

    def _attribute(self, obj: Any, name: str, site: int, *, write: bool) -> Any:
        world = self._world
        kind = self._kinds.get((type(obj), name))
        if kind is None:
            kind = self._classify(obj, name)
        if kind == _PLAIN:
            return None
        if kind == _INSIDE:
            if not write:
                world.look_inside()
            return None
        if isinstance(obj, types.ModuleType):
            path = self.programs.get(id(obj))
            return None if path is None else world.access(path, name, site, write=write)
        if isinstance(obj, type):
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

    def _classify(self, obj: Any, name: str) -> int:
        cls = type(obj)
        kind = _DATA
        if name.startswith("__") and name.endswith("__"):
            kind = _PLAIN
        elif isinstance(obj, (super, self._local_class)):
            return _PLAIN
        elif not isinstance(obj, (type, types.ModuleType)):
            kind = self._classify_for_instances(cls, name)
        self._kinds[cls, name] = kind
        return kind

    def _classify_for_instances(self, cls: type, name: str) -> int:
        inside = cls.__module__ in self.own
        owner = next((owner for owner in cls.__mro__ if name in owner.__dict__), None)
        if owner is None:
            return _PLAIN if cls.__module__ == "builtins" else _INSIDE if inside else _DATA
        value = owner.__dict__[name]
        slot = isinstance(value, types.MemberDescriptorType) and owner.__module__ != "builtins"
        state = isinstance(value, property) and inside and cls is not self._thread_class
        stored = isinstance(value, functools.cached_property)
        if hasattr(value, "__get__") and not (slot or state or stored):
            return _PLAIN
        return _INSIDE if inside else _DATA

    def load_method(self, obj: Any, name: str, site: int) -> Any:
        """``obj.name``, about to be called."""
        world = self._world
        if not world.multi:
            return getattr(obj, name)
        cls = type(obj)
        mutable = self._bases.get(cls)
        if mutable is None:
            mutable = self._is_container(cls)
        if mutable:
            return self._bound(obj, name, site)
        value = self.load_attribute(obj, name, site)
        if isinstance(value, _C_CALLABLES) and value not in FRAME_BOUND:
            owner = getattr(value, "__self__", None)
            if issubclass(type(owner), _CONTAINERS):  # a class of the program's own that inherits from one
                return functools.partial(self._container_call, owner, value, name not in _READS, site)
            return functools.partial(self._c_call, value, site)
        if isinstance(value, types.MethodType) and value.__func__.__module__ in _PYTHON_CONTAINERS:
            if issubclass(type(obj), _CONTAINERS):  # the same, and the method is the library's
                return functools.partial(self._container_call, obj, value, name not in _READS, site)
        elif isinstance(obj, _WEAK):
            self._world.look_for_the_dead()
        return value

    def _bound(self, obj: Any, name: str, site: int, kind: type[functools.partial[Any]] = functools.partial) -> Any:
        method = getattr(obj, name)
        if not (isinstance(method, _C_CALLABLES) or (type(obj) in _CONTAINERS and callable(method))):
            return method
        return kind(self._container_call, obj, method, name not in _READS, site)

    def _is_container(self, cls: type) -> bool:
        """Whether a method call on a ``cls`` is one step that looks at, or changes, what many can share."""
        known = cls in _CONTAINERS
        if not known and cls.__module__ not in self.own and cls not in _ATOMS:
            known = not cls.__flags__ & _HEAP and not issubclass(cls, (type, types.ModuleType, BaseException))
        self._bases[cls] = known
        return known

    def _container_call(
        self,
        obj: Any,
        method: Any,
        write: bool,  # noqa: FBT001  bound by load_method, never written by hand
        site: int,
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        world = self._world
        if not world.multi:
            return method(*args, **kwargs)
        for argument in args:
            if issubclass(type(argument), _SHARED):
                world.access(self._owner(argument), CONTENTS, site, write=False)
        steps = in_steps(obj, method.__name__, args)
        if steps is not None:
            for changes in steps:
                world.access(obj, CONTENTS, site, write=changes)
            return None
        if write:
            world.arrive(site)  # whether it changes anything is known only then
            write = _changes(obj, method.__name__, args)
            event = world.access(obj, CONTENTS, site, write=write, arrived=True)
        else:
            event = world.access(obj, CONTENTS, site, write=False)
        value = method(*args, **kwargs)
        if event is not None:
            event.value = obj if write and value is None else value
        return value

    def _owner(self, value: Any) -> Any:
        """The dict behind a view; anything else is its own owner."""
        return gc.get_referents(value)[0] if type(value) in _VIEWS else value

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
        if not self._world.multi or kind is types.FunctionType or kind is types.MethodType:
            return function
        if isinstance(function, weakref.ref) or function is gc.collect:
            self._world.look_for_the_dead()
            return function
        if isinstance(function, (types.BuiltinFunctionType, type)):
            if function is getattr or function is setattr or function is delattr or function is hasattr:
                return functools.partial(self._dynamic, function, site)
            python = isinstance(function, type) and function.__flags__ & _HEAP and function not in _READERS
            if python or function in FRAME_BOUND:
                return function
            return functools.partial(self._c_call, function, site)
        if kind is operator.itemgetter or kind is operator.methodcaller:
            return functools.partial(self._c_call, function, site)
        if kind is operator.attrgetter:
            return functools.partial(self._attributes, function, site)
        return function

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

    def _c_call(self, function: Any, site: int, *args: Any, **kwargs: Any) -> Any:
        world = self._world
        if function in _LAZY:
            args = tuple(self.iterate(argument, site) for argument in args)
            return function(*args, **kwargs)
        if function is _SET:  # itself, not ``setattr``: who calls it goes round a ``__setattr__``
            stored = self._attribute(args[0], args[1], site, write=True)
            if stored is not None:
                stored.value = args[2]
            return function(*args, **kwargs)
        write = function not in _READERS and type(function) is not operator.itemgetter
        event = None
        for argument in args:
            kind = type(argument)
            if issubclass(type(argument), _SHARED):
                event = world.access(self._owner(argument), CONTENTS, site, write=write)
            elif function is next and kind in _ITERATORS:
                event = world.access(argument, CONTENTS, site, write=True)
        value = function(*args, **kwargs)
        if event is not None:
            event.value = value
        return value

    # -- items

    def load_item(self, obj: Any, index: Any, site: int) -> Any:
        """``obj[index]``."""
        event = None
        if self._world.multi and issubclass(type(obj), _CONTAINERS):
            if isinstance(obj, collections.defaultdict):
                return self._default_item(obj, index, site)
            event = self._world.access(obj, CONTENTS, site, write=False)
        elif self._world.multi and isinstance(obj, _WEAK):
            self._world.look_for_the_dead()
        value = obj[index]
        if event is not None:
            event.value = value
        return value

    def _default_item(self, obj: collections.defaultdict[Any, Any], index: Any, site: int) -> Any:
        """``obj[index]``: making a missing item and storing it are two steps unless C does both."""
        world = self._world
        world.arrive(site)
        missing = index not in obj
        factory = obj.default_factory
        made_in_c = factory is None or _is_c(factory)
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

    def store_item(self, value: Any, obj: Any, index: Any, site: int) -> None:
        """``obj[index] = value``."""
        event = None
        if self._world.multi and issubclass(type(obj), _CONTAINERS):
            event = self._world.access(obj, CONTENTS, site, write=True)
        elif self._world.multi and isinstance(obj, _WEAK):
            self._world.look_for_the_dead()
        obj[index] = value
        if event is not None:
            event.value = obj

    def delete_item(self, obj: Any, index: Any, site: int) -> None:
        """``del obj[index]``."""
        if self._world.multi and issubclass(type(obj), _CONTAINERS):
            self._world.access(obj, CONTENTS, site, write=True)
        del obj[index]

    def augment(self, op: str, left: Any, right: Any, site: int) -> Any:
        """The new value of ``left op= right``; a container changes in place."""
        if self._world.multi:
            if issubclass(type(left), _CONTAINERS):
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
        if self._world.multi and issubclass(type(value), _SHARED):
            event = self._world.access(self._owner(value), CONTENTS, site, write=False)
            if event is not None:
                event.value = value
        elif self._world.multi and isinstance(value, _WEAK):
            self._world.look_for_the_dead()
        return value

    def iterate(self, value: Any, site: int) -> Any:
        """An iterable that is about to be gone through: one step per item where it can change meanwhile."""
        if type(value) in _ENDLESS:
            return self._endless(cast("Any", value), site)
        if self._world.multi and issubclass(type(value), _SHARED):
            return self._steps(self._owner(value), iter(cast("Any", value)), site)
        return value

    def _endless(self, iterator: Iterator[Any], site: int) -> Iterator[Any]:
        for item in iterator:
            if self._world.multi or self._world.aborting:
                go_round(self._world, site)
            else:
                turn(self._world)
            yield item

    def _steps(self, owner: Any, iterator: Iterator[Any], site: int) -> Iterator[Any]:
        while True:
            self._world.access(owner, CONTENTS, site, write=False)
            try:
                item = next(iterator)
            except StopIteration:
                return
            yield item

    def _loop(self, site: int) -> None:
        if self._world.multi or self._world.aborting:
            go_round(self._world, site)
        else:
            turn(self._world)


_HEAP = 1 << 9
_ATOMS = (
    int, float, complex, bool, str, bytes, tuple, frozenset, range, slice, type(None), type(NotImplemented),
    object, types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.GeneratorType, super,
    property,
)  # fmt: skip
