"""Counts the bytes that come to this process: through pipes, and whatever its main thread reads."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any


class Traffic:
    """Counts from when it is made."""

    def __init__(self) -> None:
        self._received = 0
        self._me = os.getpid()
        real = Connection._recv  # type: ignore[attr-defined]  # noqa: SLF001  all that comes goes through it

        def recv(self_: Connection, size: int, *rest: Any) -> Any:
            if os.getpid() == self._me:
                self._received += size
            return real(self_, size, *rest)

        Connection._recv = recv  # type: ignore[attr-defined]  # noqa: SLF001  same

    def so_far(self) -> tuple[int, int]:
        """How many bytes came through pipes, in any thread, and how many the main thread has read at all.

        The process's own figure is no use: what children read is added to it when they are waited for.
        """
        try:
            main = Path(f"/proc/self/task/{self._me}/io").read_text(encoding="ascii")
        except OSError:
            return self._received, 0
        return self._received, int(main.split()[1])
