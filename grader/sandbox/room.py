"""The private place of one run: its directory, the copy of the submission, its environment.

The worker judges a copy named ``attempt.py``, so that a file saved meanwhile changes nothing. Wherever
the worker says the copy's path, the parent puts the path that the learner knows (``Room.known``).
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import tempfile
from pathlib import Path

# What would let the machine's settings reach a verdict; proxies would send loopback requests away.
_DROPPED_PREFIXES = ("PYTHON", "PYTEST_", "GRADER_", "COV_CORE", "COVERAGE")
_DROPPED_SUFFIXES = ("_proxy",)
MARK = "GRADER_RUN"
_LONGEST_BASE = 52  # multiprocessing makes sockets below it, whose paths may have 104 bytes
_MOST_FILES = 20_000
_SHORT = "/tmp"  # noqa: S108  what is made there has a name that nobody can guess, or is not made


def _base() -> str | None:
    """Give where to make the directory: a long temporary path would break right answers."""
    too_long = len(os.fsencode(tempfile.gettempdir())) > _LONGEST_BASE
    return _SHORT if too_long and os.access(_SHORT, os.W_OK) else None


def vacant() -> Path:
    """Where a room can be made; who is to clean up after us must know before there is anything."""
    return Path(_base() or tempfile.gettempdir()).resolve() / f"grader-{secrets.token_hex(6)}"


class Room:
    """A temporary directory with the submission's copy; ``leave`` removes it."""

    def __init__(self, source: bytes, shown: str, mark: str, directory: Path | None = None) -> None:
        self.directory = directory or vacant()
        self.mark = mark
        self._shown = shown
        self.submission = self.directory / "s" / "attempt.py"
        self.work = self.directory / "w"
        self.directory.mkdir(mode=0o700)
        try:
            for name in ("s", "t", "h", "w", "r"):
                (self.directory / name).mkdir()
            self.submission.write_bytes(source)
        except BaseException:  # a full disk
            self.leave()
            raise

    def known(self, text: bytes) -> bytes:
        """Put the path that the learner knows for the copy's, in a line of JSON."""
        copy, shown = json.dumps(str(self.submission))[1:-1], json.dumps(self._shown)[1:-1]
        return text.replace(copy.encode(), shown.encode("utf-8", "replace"))

    def known_text(self, text: str) -> str:
        """Put the path that the learner knows for the copy's, in plain text."""
        return text.replace(str(self.submission), self._shown)

    def environment(self, suites: Path, *, fixed_hashes: bool) -> dict[str, str]:
        """Give the worker's environment: ours, without what could change a verdict."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.upper().startswith(_DROPPED_PREFIXES) and not name.lower().endswith(_DROPPED_SUFFIXES)
        }
        temporary, home = str(self.directory / "t"), str(self.directory / "h")
        kept |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary)
        kept |= {
            "HOME": home,
            "USERPROFILE": home,
            MARK: self.mark,
            "PYTHONPATH": os.pathsep.join((str(self.submission.parent), str(suites))),
            "PYTHONFAULTHANDLER": "1",
            "PYTHONNOUSERSITE": "1",  # what is planted in the home runs in nobody else's interpreter
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",  # what was printed before a hang or a crash is evidence
            "PYTHONUTF8": "1",  # the same text on every machine
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # what else is installed is nothing to a verdict
        }
        if fixed_hashes:
            kept["PYTHONHASHSEED"] = "0"
        return kept

    def excess(self, mib: int) -> str:
        """Say whether the run wrote more than ``mib`` MiB, or more files than can be looked at."""
        folders = [self.directory / name for name in ("t", "h", "w")]
        held = seen = 0
        while folders:
            with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
                for entry in entries:
                    seen += 1
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    else:
                        held += entry.stat(follow_symlinks=False).st_blocks * 512
                    if held > mib << 20:
                        return f"wrote more than {mib} MiB of files"
                    if seen > _MOST_FILES:
                        return f"wrote more than {_MOST_FILES:,} files"
        return ""

    def leave(self) -> None:
        """Remove the directory with all that is in it."""
        shutil.rmtree(self.directory, ignore_errors=True)
        if self.directory.exists():  # a submission may have taken rights away
            for folder, _, _ in os.walk(self.directory):
                Path(folder).chmod(0o700)
            shutil.rmtree(self.directory, ignore_errors=True)
