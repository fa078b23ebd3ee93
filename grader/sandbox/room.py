"""The private place of one run: its directory, the copy of the submission, its environment.

The worker judges a copy named ``attempt.py``, so that a file saved meanwhile changes nothing. Wherever
the worker says the copy's path, the parent puts the path that the learner knows (``Room.known``).
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path

# What would let the machine's settings reach a verdict; proxies would send loopback requests away.
_DROPPED_PREFIXES = ("PYTHON", "PYTEST_", "GRADER_", "COV_CORE", "COVERAGE")
_DROPPED_SUFFIXES = ("_proxy",)
MARK = "GRADER_RUN"
_LONGEST_BASE = 52  # multiprocessing makes sockets below it, whose paths may have 104 bytes
_SHORT = "/tmp"  # noqa: S108  what is made there is made by mkdtemp


def _base() -> str | None:
    """Give where to make the directory: a long temporary path would break right answers."""
    too_long = len(os.fsencode(tempfile.gettempdir())) > _LONGEST_BASE
    return _SHORT if too_long and os.access(_SHORT, os.W_OK) else None


class Room:
    """A temporary directory with the submission's copy; ``leave`` removes it."""

    def __init__(self, source: bytes, shown: str, mark: str) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="grader-", dir=_base())).resolve()
        self.mark = mark
        self._shown = shown
        for name in ("s", "t", "h", "w"):
            (self.directory / name).mkdir()
        self.submission = self.directory / "s" / "attempt.py"
        self.submission.write_bytes(source)
        self.work = self.directory / "w"

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
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",  # what was printed before a hang or a crash is evidence
            "PYTHONUTF8": "1",  # the same text on every machine
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # what else is installed is nothing to a verdict
        }
        if fixed_hashes:
            kept["PYTHONHASHSEED"] = "0"
        return kept

    def leave(self) -> None:
        """Remove the directory with all that is in it."""
        shutil.rmtree(self.directory, ignore_errors=True)
        if self.directory.exists():  # a submission may have taken rights away
            for folder, _, _ in os.walk(self.directory):
                Path(folder).chmod(0o700)
            shutil.rmtree(self.directory, ignore_errors=True)
