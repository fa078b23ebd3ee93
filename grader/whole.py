"""A new file that comes to its place whole or not at all, whatever is killed and however full the disk is."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_STALE = 3600.0  # seconds after which whoever began a file is not writing it any more


def put(path: Path, data: bytes) -> None:
    """Make ``path``, which holds ``data``; what is there already is never touched.

    Raises:
        FileExistsError: something is there, be it a link that leads nowhere.
        OSError: it could not be written; nothing stands in its place.
    """
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    _sweep(path)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _write(fresh, data, "wb")
        try:
            os.link(fresh, path)  # a rename would take the place of what came meanwhile
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            _write(path, data, "xb")
    finally:
        fresh.unlink(missing_ok=True)


def _write(path: Path, data: bytes, mode: str) -> None:
    """Write all of ``data``, down to the disk, or leave nothing."""
    with path.open(mode) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _sweep(path: Path) -> None:
    """Remove what somebody who was killed had begun."""
    for old in path.parent.glob(f".{path.name}.*.new"):
        with contextlib.suppress(OSError):
            if time.time() - old.stat().st_mtime > _STALE:
                old.unlink()
