"""``python -P -m grader.worker.layers``: which layers hold a submission here, as one JSON object.

Nothing is taken from a version: this process confines itself as a worker does, then tries what it should
not be able to do. Each value says why the layer is off; it is empty where the layer holds.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
from typing import TYPE_CHECKING

from grader.worker.confine import restrict
from grader.worker.namespaces import isolate

if TYPE_CHECKING:
    from collections.abc import Callable

_NOWHERE = ("192.0.2.1", 53)  # an address for documentation; connecting a datagram sends nothing
_SHARED = "/dev/shm"  # noqa: S108  a mount point
_WRITTEN = "what is forbidden could be done"


def main() -> None:
    """Print the layers."""
    with tempfile.TemporaryDirectory() as folder:
        hidden, work = os.path.join(folder, "hidden"), os.path.join(folder, "work")  # noqa: PTH118  as in the worker
        for place in (hidden, work):
            os.mkdir(place)  # noqa: PTH102  the same
        secret, planted = os.path.join(hidden, "secret"), os.path.join(folder, "planted")  # noqa: PTH118  the same
        with open(secret, "w", encoding="ascii"):  # noqa: PTH123  the same
            pass
        child = os.fork()
        if child == 0:
            _confined(hidden, secret, work, planted)
            sys.stdout.flush()
            os._exit(0)
        os.waitpid(child, 0)


def _confined(hidden: str, secret: str, work: str, planted: str) -> None:
    device = os.stat(_SHARED).st_dev if os.path.isdir(_SHARED) else 0  # noqa: PTH112, PTH116  as in the worker
    apart = isolate(16)
    confined = restrict([hidden], [], [work])
    found = {
        "reading": confined or _refused(lambda: _open(secret, os.O_RDONLY)),
        "writing": confined or _refused(lambda: _open(planted, os.O_WRONLY | os.O_CREAT)),
        "signals": confined or _refused(lambda: os.kill(os.getppid(), 0)),
        "network": apart or _refused(_connect),
        "shared memory": apart,
    }
    if not apart and os.path.isdir(_SHARED) and os.stat(_SHARED).st_dev == device:  # noqa: PTH112, PTH116  the same
        found["shared memory"] = "it is still the machine's"
    sys.stdout.write(json.dumps(found) + "\n")


def _open(path: str, flags: int) -> None:
    os.close(os.open(path, flags, 0o600))


def _connect() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_one:
        any_one.connect(_NOWHERE)


def _refused(attempt: Callable[[], None]) -> str:
    try:
        attempt()
    except OSError:
        return ""
    return _WRITTEN


if __name__ == "__main__":
    main()
