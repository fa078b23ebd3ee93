"""Linux's Landlock: a process gives up rights to files for itself and all that it will ever start.

``restrict`` is all that others need. What is handled here is reading and writing files; listing
directories and running programs stay as they were. From ABI 6 on, signals and abstract sockets do not
reach processes outside either.
"""

from __future__ import annotations

import contextlib
import os
import stat
import struct
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every architecture
_VERSION = 1
_BENEATH = 1
_NO_NEW_PRIVILEGES = 38

_WRITE_FILE, _READ_FILE, _REFER, _TRUNCATE = 1 << 1, 1 << 2, 1 << 13, 1 << 14
_MAKE_AND_REMOVE = sum(1 << bit for bit in range(4, 13))
_SINCE = {2: _REFER, 3: _TRUNCATE}
_OF_A_FILE = _WRITE_FILE | _READ_FILE | _TRUNCATE
_SCOPED_SINCE = 6
_SCOPES = 1 | 2  # abstract sockets, signals


class Unavailable(Exception):
    """This system has no Landlock; the message says why."""


def abi() -> int:
    """Give the version that the kernel offers.

    Raises:
        Unavailable: none.
    """
    return _call(_CREATE, None, 0, _VERSION)


def restrict(hidden: tuple[str, ...], shown: tuple[str, ...], writable: tuple[str, ...]) -> int:
    """Read nothing in ``hidden`` but what ``shown`` names, write in ``writable`` alone; give the ABI.

    It holds for the calling thread, for threads and processes that come after, and cannot be undone.

    Raises:
        Unavailable: nothing was restricted.
    """
    version = abi()
    writing = _WRITE_FILE | _MAKE_AND_REMOVE
    for since, right in _SINCE.items():
        writing |= right if version >= since else 0
    scopes = _SCOPES if version >= _SCOPED_SINCE else 0
    attributes = struct.pack("=QQQ", writing | _READ_FILE, 0, scopes)
    ruleset = _call(_CREATE, attributes, len(attributes), 0)
    try:
        for path in _beside(hidden):
            _allow(ruleset, path, _READ_FILE)
        for path in shown:
            _allow(ruleset, path, _READ_FILE)
        for path in writable:
            _allow(ruleset, path, writing | _READ_FILE)
        _libc().prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        _call(_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)
    return version


def _beside(hidden: tuple[str, ...]) -> Iterator[str]:
    """Everything that is neither hidden nor above something hidden: rights are given by subtree."""
    named = {os.path.realpath(path) for path in hidden}
    above = {folder for path in named for folder in _upwards(path)}
    if not named:
        yield "/"
    for folder in above - named:
        if not named.isdisjoint(_upwards(folder)):
            continue
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            # a symbolic link gives nothing: what it names has a path of its own
            yield from (
                one.path
                for one in entries
                if one.path not in above and one.path not in named and not one.is_symlink()
            )


def _upwards(path: str) -> Iterator[str]:
    """Give every directory above ``path``."""
    while (above := os.path.dirname(path)) != path:  # noqa: PTH120  pathlib would cost milliseconds here
        yield above
        path = above


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # not there, so there is nothing to allow
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_A_FILE
        with contextlib.suppress(Unavailable):  # a file system of the kernel's own, which has no rules
            _call(_ADD, ruleset, _BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(number: int, *arguments: int | bytes | None) -> int:
    if ctypes is None or sys.platform != "linux":
        raise Unavailable("not a Linux with ctypes")
    made = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    result = int(_libc().syscall(number, *made))
    if result < 0:
        raise Unavailable(f"the kernel says: {os.strerror(ctypes.get_errno())}")
    return result


try:
    import ctypes
except ImportError:  # a Python that was built without it
    ctypes = None  # type: ignore[assignment]
