"""The file to judge, read once: what is graded and what is stored are these very bytes."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import tokenize
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.errors import BadSubmission

if TYPE_CHECKING:
    from pathlib import Path

    from grader.kata import Kata

_LARGEST = 1 << 20


@dataclass(frozen=True)
class Submission:
    """A submission as it was when it was read; ``path`` is what the learner calls it."""

    path: Path
    data: bytes
    source: str

    @property
    def sha256(self) -> str:
        """Names these very bytes."""
        return hashlib.sha256(self.data).hexdigest()


def read(kata: Kata, path: Path) -> Submission:
    """Read the submission for ``kata`` at ``path``.

    Raises:
        BadSubmission: it is missing, no file, unreadable, too large, or no text.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise BadSubmission(f"{path}: no regular file; {_instead(kata, path)}")
            data = file.read(_LARGEST + 1)
    except IsADirectoryError:
        raise BadSubmission(
            f"{path}: a directory; {_instead(kata, path, name='a Python file in it')}"
        ) from None
    except FileNotFoundError:
        if path.is_symlink():
            raise BadSubmission(
                f"{path}: a link to {path.readlink()}, which is not there; {_instead(kata, path)}"
            ) from None
        raise BadSubmission(
            f"{path}: no such file; `grader start {kata.id[:6]}` makes an attempt from the starter"
        ) from None
    except OSError as error:
        raise BadSubmission(f"{path}: cannot be read: {error.strerror}; {_instead(kata, path)}") from error
    if len(data) > _LARGEST:
        raise BadSubmission(f"{path}: larger than 1 MiB; no attempt is, so is this the right file?")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise BadSubmission(f"{path}:{line}: holds a NUL byte; save the file as UTF-8 text")
    return Submission(path, data, _decode(path, data))


def _without_waiting(path: str, flags: int) -> int:
    """Open a pipe too without waiting for its other end: it is refused, and must not hang us first."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _instead(kata: Kata, path: Path, name: str = "a Python file") -> str:
    """What to do about a path that no file can be read from."""
    if path == kata.attempt:
        return f"`grader reset {kata.id[:6]}` moves it among the backups and puts the starter in its place"
    return f"name {name}: `grader check {kata.id[:6]} --file FILE`"


def _decode(path: Path, data: bytes) -> str:
    """Decode as Python does: UTF-8, or what the coding line says."""
    encoding = "utf-8"
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return io.TextIOWrapper(io.BytesIO(data), encoding, newline=None).read()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadSubmission(
            f"{path}:{line}: byte 0x{data[error.start]:02x} is not {encoding}; save the file as UTF-8"
        ) from None
    except (SyntaxError, LookupError, UnicodeError):
        return _decode_faulty(path, data)


def _decode_faulty(path: Path, data: bytes) -> str:
    """Decode where the first lines are no UTF-8 or name what is no encoding of text."""
    try:
        return data.decode("utf-8-sig")  # the coding line is wrong: importing it will say so
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadSubmission(
            f"{path}:{line}: byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        ) from None
