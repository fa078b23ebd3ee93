"""What lies outside of the world: importing it does no harm, using it ends the execution, and is named.

Constants, enumerations and exceptions of such a module are the real ones: an ``except socket.timeout`` or
a ``signal.SIGINT`` handed around uses nothing. Everything else is a stand-in that says so when touched.
"""

from __future__ import annotations

import contextlib
import enum
import functools
import importlib
import types
from typing import TYPE_CHECKING, Any, Never

from grader.explore.containers import MEMORY

if TYPE_CHECKING:
    from grader.explore.world import World

MODULES = frozenset(
    {
        "_posixsubprocess",
        "_socket",
        "asyncio",
        "concurrent.futures.interpreter",
        "concurrent.interpreters",
        "ctypes",
        "fcntl",
        "ftplib",
        "http.client",
        "http.server",
        "mmap",
        "pty",
        "select",
        "selectors",
        "signal",
        "smtplib",
        "socket",
        "socketserver",
        "ssl",
        "subprocess",
        "urllib.request",
        "xmlrpc",
    }
)
OF_OS = frozenset(
    {
        "_exit",
        "abort",
        "execl",
        "execle",
        "execlp",
        "execlpe",
        "execv",
        "execve",
        "execvp",
        "execvpe",
        "fork",
        "forkpty",
        "kill",
        "killpg",
        "open",
        "pipe",
        "pipe2",
        "popen",
        "posix_spawn",
        "posix_spawnp",
        "read",
        "spawnl",
        "spawnle",
        "spawnlp",
        "spawnlpe",
        "spawnv",
        "spawnve",
        "spawnvp",
        "spawnvpe",
        "system",
        "wait",
        "wait3",
        "wait4",
        "waitid",
        "waitpid",
    }
)
_HARMLESS = (int, float, str, bytes, type(None), enum.Enum)


@functools.cache
def is_outside(name: str) -> bool:
    """Whether the module ``name``, or a package that it is in, is none of the world's."""
    return any(name == module or name.startswith(f"{module}.") for module in MODULES)


class Absent:
    """Stands for a function or class that this world does not have. Annotations may mention it."""

    __slots__ = ("_name", "_world")

    def __init__(self, world: World, name: str) -> None:
        object.__setattr__(self, "_world", world)
        object.__setattr__(self, "_name", name)

    def _used(self, *_: object, **__: object) -> Never:
        self._world.outside(self._name)
        raise AssertionError

    __call__ = __enter__ = __iter__ = __len__ = __setattr__ = __mro_entries__ = _used

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        self._used()

    def __getitem__(self, index: object) -> Absent:
        return self

    def __or__(self, other: object) -> Absent:
        return self

    __ror__ = __or__

    def __instancecheck__(self, instance: object) -> bool:
        return False

    def __exit__(self, *_: object) -> None: ...


class Outside(types.ModuleType):
    """A module that this world does not have."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(name)
        self.__dict__["_world"] = world

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__") and name != "__all__":
            raise AttributeError(name)
        real = importlib.import_module(self.__name__)
        if not hasattr(real, name):  # a module of a package is there only once it is imported
            with contextlib.suppress(ImportError):
                importlib.import_module(f"{self.__name__}.{name}")
        value = getattr(real, name)
        if name == "__all__" or isinstance(value, _HARMLESS):
            return value
        if isinstance(value, type) and issubclass(value, (BaseException, enum.Enum, *MEMORY)):
            return value
        whole = f"{self.__name__}.{name}"
        return (
            Outside(self._world, whole) if isinstance(value, types.ModuleType) else Absent(self._world, whole)
        )
