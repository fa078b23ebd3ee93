"""What a worker prints: a file that cannot grow without end, of which head and tail are kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 4_000
_TAIL = 4_000
_LIMIT = 4 << 20


class Output:
    """A file that a worker appends to, emptied by ``trim`` whenever it has grown too large.

    Nobody has to wait for a reader, as with a pipe, and no write fails, as with a limit on its size.
    """

    def __init__(self, path: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
        self.descriptor = os.open(path, flags, 0o600)
        self._head = b""
        self._last = b""
        self._dropped = 0

    def size(self) -> int:
        """Bytes in the file now."""
        return os.fstat(self.descriptor).st_size

    def trim(self) -> None:
        """Empty the file if it is too large; head and tail are remembered."""
        size = self.size()
        if size > _LIMIT:
            if not self._dropped:
                self._head = self._read(0, _HEAD)
            self._last = self._read(size - _TAIL, _TAIL)
            os.ftruncate(self.descriptor, 0)
            self._dropped += size

    def since(self, offset: int) -> str:
        """What was written after ``offset``; nothing may have been trimmed in between."""
        return _text(self._read(offset, max(0, self.size() - offset)))

    def text(self, part: slice = slice(None)) -> str:
        """Head and tail of what was printed, and how much lies between; of ``part``, if none was trimmed."""
        begin, end, _ = (slice(None) if self._dropped else part).indices(self.size())
        if not self._dropped and end - begin <= _HEAD + _TAIL:
            return _text(self._read(begin, end - begin))
        head = self._head if self._dropped else self._read(begin, _HEAD)
        tail = (self._last + self._read(max(begin, end - _TAIL), min(_TAIL, end - begin)))[-_TAIL:]
        left_out = self._dropped + end - begin - len(head) - len(tail)
        return f"{_text(head)}\n... {left_out:,} bytes ...\n{_text(tail)}"

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self.descriptor)

    def _read(self, offset: int, length: int) -> bytes:
        return os.pread(self.descriptor, length, offset)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")
