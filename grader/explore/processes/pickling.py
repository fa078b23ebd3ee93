"""The world's ``pickle``: functions, classes and descriptors go by name, and arrive in another image."""

from __future__ import annotations

import ast
import functools
import io
import pickle as real
import types
from typing import TYPE_CHECKING, Any

from grader.explore.processes.inherit import reduced

if TYPE_CHECKING:
    from grader.explore.modules import Modules


class _Pickler(real.Pickler):
    image: Modules

    def persistent_id(self, obj: Any) -> Any:
        """Name what another image has of its own."""
        if issubclass(type(obj), (type, types.FunctionType)):
            return _name_of(self.image, obj)
        portable = getattr(type(obj), "portable", None)
        return None if portable is None else portable(obj)

    def reducer_override(self, obj: Any) -> Any:
        """Copy, for a child that is forked, what has no name."""
        return reduced(obj) if self.image.forking else NotImplemented


class _Unpickler(real.Unpickler):
    image: Modules

    def persistent_load(self, pid: Any) -> Any:
        """Find here what was named there."""
        kind, *rest = ast.literal_eval(pid) if isinstance(pid, str) else pid  # protocol 0 has only text
        if kind == "global":
            return _member(self.image.find(rest[0]), rest[1])
        if kind == "globals":
            return vars(self.image.find(rest[0]))
        return self.image.find("multiprocessing.connection").Connection.arrived(*rest)


# whose functions and classes the world has its own of, which do not say where they belong
_STAND_INS = ("time", "os", "random", "threading", "functools", "datetime")


def _name_of(image: Modules, obj: Any) -> tuple[str, str, str] | None:
    name, path = obj.__module__, obj.__qualname__
    if str(name).startswith("grader."):
        for known in _STAND_INS:
            for key, value in vars(image.find(known)).items():
                if value is obj:
                    return ("global", known, key)
    found = image.known(name)
    if found is None or "<" in path:
        return None  # a real module's own, or nothing that has a name: pickle says so
    try:
        same = _member(found, path) is obj
    except AttributeError:
        same = False
    if not same and image.forking:
        return None
    if not same:
        raise real.PicklingError(f"Can't pickle {obj!r}: it's not the same object as {name}.{path}")
    return ("global", name, path)


def _member(module: Any, path: str) -> Any:
    return functools.reduce(getattr, path.split("."), module)


def make_pickle_module(image: Modules) -> types.ModuleType:
    """The module ``pickle`` of the process that has ``image``."""
    pickler: Any = type("Pickler", (_Pickler,), {"image": image, "__module__": "pickle"})
    unpickler: Any = type("Unpickler", (_Unpickler,), {"image": image, "__module__": "pickle"})

    def dump(obj: Any, file: Any, protocol: int | None = None, **options: Any) -> None:
        pickler(file, protocol, **options).dump(obj)

    def dumps(obj: Any, protocol: int | None = None, **options: Any) -> bytes:
        file = io.BytesIO()
        dump(obj, file, protocol, **options)
        return file.getvalue()

    def load(file: Any, **options: Any) -> Any:
        return unpickler(file, **options).load()

    def loads(data: Any, /, **options: Any) -> Any:
        return load(io.BytesIO(data), **options)

    module = types.ModuleType("pickle")
    own: dict[str, Any] = {"Pickler": pickler, "Unpickler": unpickler, "dump": dump, "dumps": dumps}
    module.__dict__.update(vars(real), **own, load=load, loads=loads)
    return module
