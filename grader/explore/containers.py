"""What is shared though it is no attribute: containers, views, iterators, and what a call does to them."""

from __future__ import annotations

import array
import collections
import ctypes
import functools
import gc
import io
import itertools
import types
import weakref
from typing import Any

CONTENTS = "[…]"  # the location of whatever a container holds

READS = frozenset(
    {
        "copy", "count", "get", "index", "items", "keys", "values", "union",
        "intersection", "difference", "symmetric_difference", "issubset",
        "issuperset", "isdisjoint", "__len__", "__contains__", "__iter__",
        "__getitem__", "most_common", "elements", "total", "__reversed__",
        "__eq__", "__ne__", "getvalue", "getbuffer", "digest", "hexdigest",
    }
)  # fmt: skip
CONTAINERS = (
    list, dict, set, bytearray, array.array, collections.UserDict, collections.UserList, collections.ChainMap,
    collections.deque, collections.OrderedDict, collections.defaultdict, collections.Counter,
)  # fmt: skip
VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
# of memory that processes share, or of bytes
MEMORY: tuple[type, ...] = (memoryview, ctypes._SimpleCData, ctypes.Array, ctypes.Structure)
WITH_ITEMS = (*CONTAINERS, *MEMORY)
SHARED = (*WITH_ITEMS, *VIEWS)
ENDLESS = (itertools.count, itertools.cycle, itertools.repeat, type(iter(int, 1)))
ITERATORS: tuple[type, ...] = (
    itertools.count,
    itertools.cycle,
    type(iter([])),
    type(iter({})),
    type(iter(())),
    type(iter(range(0))),
)
C_CALLABLES = (types.BuiltinFunctionType, types.MethodWrapperType, type(list.append), type(object.__init__))
PYTHON_CONTAINERS = frozenset({"collections", "collections.abc", "_collections_abc"})
WEAK = (weakref.ref, weakref.WeakKeyDictionary, weakref.WeakValueDictionary, weakref.WeakSet)
LAZY = (
    enumerate, zip, map, filter, itertools.accumulate, itertools.batched, itertools.chain, itertools.compress,
    itertools.dropwhile, itertools.filterfalse, itertools.groupby, itertools.islice, itertools.pairwise,
    itertools.starmap, itertools.takewhile, itertools.zip_longest,
)  # fmt: skip
READERS = frozenset(
    {
        len, list, tuple, set, frozenset, dict, sorted, sum, min, max, any, all, bool, str, repr, bytes,
        reversed, iter, collections.deque, collections.Counter, collections.OrderedDict, isinstance, callable,
        print,
        hash,
    }
)  # fmt: skip
ADVANCES = frozenset({"__next__", "send", "throw", "close"})
_HASHES = frozenset({"_hashlib", "_md5", "_sha1", "_sha2", "_sha3", "_blake2"})
TAKES = frozenset({"pop", "popleft", "popitem", "remove", "discard", "clear"})


def changes(obj: Any, method: str, arguments: tuple[Any, ...]) -> bool:
    """Whether this call leaves ``obj`` other than it is: a failed compare-and-set is only a look."""
    if not obj and method in TAKES:
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


def is_c_buffer(cls: type) -> bool:
    """Whether ``cls`` is one of C's that its methods change, though CPython makes it as it makes Python's."""
    return cls in {io.StringIO, io.BytesIO} or (cls.__module__ in _HASHES and not made_in_python(cls))


def made_in_python(cls: type) -> bool:
    """Whether ``cls`` comes from a ``class`` statement: C's own types are static, or immutable."""
    return bool(cls.__flags__ & HEAP) and not cls.__flags__ & _IMMUTABLE


def is_c(factory: Any) -> bool:
    """Whether CPython runs ``factory`` in one step; the world's own locks are Python only here."""
    if isinstance(factory, type):
        return not made_in_python(factory) or factory.__module__ in {"_thread", "_queue", "collections"}
    return isinstance(factory, types.BuiltinFunctionType)


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


def owner_of(value: Any) -> Any:
    """The dict behind a view, the bytes behind a view of memory; anything else is its own owner."""
    if type(value) in VIEWS:
        return gc.get_referents(value)[0]
    if type(value) is memoryview:
        return value.obj
    if issubclass(type(value), MEMORY):  # what ``multiprocessing.sharedctypes`` made knows its block
        wrapper = getattr(value, "_wrapper", None)
        return value if wrapper is None else wrapper.block.data
    return value


HEAP = 1 << 9
_IMMUTABLE = 1 << 8
ATOMS = (
    int, float, complex, bool, str, bytes, tuple, frozenset, range, slice, type(None), type(NotImplemented),
    object, types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.GeneratorType, super,
    property,
)  # fmt: skip
