"""Memory that processes share: one ``bytearray`` a block, seen through whatever each process makes of it."""

from __future__ import annotations

import os
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.explore.processes.system import System

_PAGE = 4_096


class Block:
    """A block of shared memory; ``name`` is that of a file in shared memory, if it has one."""

    def __init__(self, name: str = "") -> None:
        self.name = name
        self.data = bytearray()


class Mapping:
    """``mmap.mmap`` of a block."""

    def __init__(self, system: System, block: Block) -> None:
        self._block = block
        self._number = system.number()

    def view(self) -> memoryview:
        """The block's bytes."""
        return memoryview(self._block.data)

    def close(self) -> None:
        """Nothing to do: the block lives as long as it has a name or a user."""


class Files:
    """Named blocks: ``_posixshmem`` and those functions of ``os`` that ``shared_memory`` calls."""

    def __init__(self, system: System) -> None:
        self._system = system

    def _blocks(self) -> dict[str, Block]:
        blocks: dict[str, Block] = self._system.shared.setdefault("blocks", {})
        return blocks

    def open(self, name: str, flags: int, mode: int = 0o600) -> int:  # noqa: ARG002  as ``shm_open``
        """A descriptor of the block called ``name``."""
        _check(name)
        blocks = self._blocks()
        if flags & os.O_CREAT and name in blocks and flags & os.O_EXCL:
            raise FileExistsError(17, "File exists", name)
        if name not in blocks:
            if not flags & os.O_CREAT:
                raise FileNotFoundError(2, "No such file or directory", name)
            blocks[name] = Block(name)
        number = self._system.number()
        self._system.shared[number] = blocks[name]
        return number

    def unlink(self, name: str) -> None:
        """Take the name away."""
        _check(name)
        if self._blocks().pop(name, None) is None:
            raise FileNotFoundError(2, "No such file or directory", name)

    def block(self, number: int) -> Block:
        """The block behind a descriptor."""
        block: Block = self._system.shared[number]
        return block

    def left(self) -> list[str]:
        """The names that nobody took away."""
        return sorted(self._blocks())


def _check(name: str) -> None:
    if "\0" in name:
        raise ValueError("embedded null character")


def make_shared_memory_parts(system: System, files: Files) -> dict[str, types.ModuleType]:
    """What the standard library's own ``shared_memory`` is executed over."""
    posix = types.ModuleType("_posixshmem")
    posix.__dict__.update(shm_open=files.open, shm_unlink=files.unlink)
    maps = types.ModuleType("mmap")
    maps.__dict__.update(mmap=lambda number, _size: Mapping(system, files.block(number)))
    own_os = types.ModuleType("os")

    def truncate(number: int, size: int) -> None:
        files.block(number).data.extend(bytes(size))

    own_os.__dict__.update(vars(os))
    own_os.__dict__.update(
        ftruncate=truncate,
        fstat=lambda number: types.SimpleNamespace(st_size=len(files.block(number).data)),
        close=lambda _number: None,
    )
    names = types.ModuleType("secrets")
    # counted, not drawn: a name is the same in every run
    names.__dict__.update(token_hex=lambda size: f"{system.number():0{2 * size}x}")
    return {"_posixshmem": posix, "mmap": maps, "os": own_os, "secrets": names}


def make_heap(system: System) -> types.ModuleType:
    """The module ``multiprocessing.heap``: memory without a name."""
    module = types.ModuleType("multiprocessing.heap")

    class BufferWrapper:
        """A block for one ctypes object."""

        def __init__(self, size: int) -> None:
            if size < 0:
                raise ValueError(f"Size {size:n} out of range")
            self.block = Block()
            self.block.data.extend(bytes(max(size, 1)))
            self._key = system.number()
            system.shared[self._key] = self.block

        def create_memoryview(self) -> memoryview:
            """The block's bytes."""
            return memoryview(self.block.data)

        def __reduce__(self) -> Any:
            return _arrived, (self._key,)

    def _arrived(key: int) -> BufferWrapper:
        made = BufferWrapper.__new__(BufferWrapper)
        made.block = system.shared[key]
        made._key = key
        return made

    for name, value in {"BufferWrapper": BufferWrapper, "_arrived": _arrived}.items():
        value.__module__ = module.__name__
        value.__qualname__ = name
        setattr(module, name, value)
    return module
