"""Notes the names of shared memory that the submission makes, in any process, and looks for them later."""

from __future__ import annotations

import _posixshmem
import os
from pathlib import Path

_NAMES = "names"


def note_blocks(folder: str) -> None:
    """From now on the name of each new block is written down in ``folder``."""
    real = _posixshmem.shm_open
    file = Path(folder) / _NAMES

    def shm_open(path: str, flags: int, mode: int = 0o777) -> int:
        descriptor = int(real(path, flags, mode=mode))
        if flags & os.O_CREAT:
            with file.open("a") as names:
                names.write(f"{path}\n")
        return descriptor

    _posixshmem.shm_open = shm_open


def left(folder: Path) -> list[str]:
    """Name the blocks that are still there, and take them away: the check is done with them."""
    file = folder / _NAMES
    names = set(file.read_text().splitlines()) if file.exists() else set()
    return sorted(name for name in names if _taken_away(name))


def _taken_away(name: str) -> bool:
    try:
        _posixshmem.shm_unlink(name)
    except FileNotFoundError:
        return False
    return True


def forget(folder: Path) -> None:
    """Begin a new list."""
    (folder / _NAMES).unlink(missing_ok=True)
