"""The file to judge, read once: what is graded and what is stored are these very bytes."""

from __future__ import annotations

import hashlib
import io
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
        if path.is_dir():
            raise BadSubmission(f"{path}: a directory; name the Python file in it: --file {path}/attempt.py")
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise BadSubmission(
            f"{path}: no such file; `grader start {kata.id[:6]}` makes an attempt from the starter"
        ) from None
    except OSError as error:
        raise BadSubmission(f"{path}: cannot be read: {error.strerror}; then check again") from error
    if len(data) > _LARGEST:
        raise BadSubmission(f"{path}: larger than 1 MiB; no attempt is, so is this the right file?")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise BadSubmission(f"{path}:{line}: holds a NUL byte; save the file as UTF-8 text")
    return Submission(path, data, _decode(path, data))


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
    except SyntaxError:
        return _decode_faulty(path, data)


def _decode_faulty(path: Path, data: bytes) -> str:
    """Decode where the first lines are no UTF-8 or name an unknown encoding."""
    try:
        return data.decode("utf-8-sig")  # the coding line is wrong: importing it will say so
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadSubmission(
            f"{path}:{line}: byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        ) from None
