"""What a submission may not read and where it may write, by the layout of the checkout and of the room.

Hidden are the solutions, the suites, what the learner has stored, and the history of the checkout, which
has all of them. Of the suites' directory the helper modules can be read, since spawned children import
them by name; the suites themselves are loaded before. Written is to the room, to shared memory and to
devices that keep nothing; a terminal is none of them, or a verdict could be printed there.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from grader.worker import landlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.protocol import Job

_SUITES = frozenset({"correctness.py", "schedules.py", "benchmark.py"})
_SINKS = ("null", "zero", "full", "random", "urandom", "shm")
_WORK = ("t", "h", "w", "output", "errors")  # as `sandbox.room` makes them
_KEPT = "r"


def kept(job: Job) -> str:
    """Where the worker puts what the submission must neither read nor change."""
    return os.path.join(_room(job), _KEPT)  # noqa: PTH118  pathlib would be imported for this alone


def confine(job: Job) -> str:
    """Confine this process to what the submission of ``job`` may do; say why not, where it cannot be."""
    return restrict(**rights(job))


def rights(job: Job, *, loaded: str = "") -> dict[str, list[str]]:
    """Say in plain data what ``restrict`` takes; ``loaded`` names a suite that children import, too."""
    folder, room = _above(job.suite), _room(job)
    root = _above(job.solutions, 2)
    stored = os.path.join(root, ".grader")  # noqa: PTH118  as above
    return {
        "hidden": [
            _above(job.solutions),
            _above(folder, 2),
            stored,
            os.path.join(root, ".git"),  # noqa: PTH118  as above
            kept(job),
        ],
        "shown": [*_helpers(folder, loaded), os.path.join(stored, "texts")],  # noqa: PTH118  as above
        "writable": [
            *(os.path.join(room, name) for name in _WORK),  # noqa: PTH118  as above
            *(f"/dev/{name}" for name in _SINKS),
        ],
    }


def restrict(hidden: list[str], shown: list[str], writable: list[str]) -> str:
    """Give the rights up; say why not, where that is not to be had."""
    try:
        landlock.restrict(tuple(hidden), tuple(shown), tuple(writable))
    except landlock.Unavailable as error:
        return str(error)
    return ""


def _helpers(folder: str, loaded: str) -> Iterator[str]:
    for name in os.listdir(folder):  # noqa: PTH208  as above
        if name not in _SUITES - {f"{loaded}.py"} and name != "__pycache__":
            yield os.path.join(folder, name)  # noqa: PTH118  as above


def _room(job: Job) -> str:
    return _above(job.submission, 2)


def _above(path: str, levels: int = 1) -> str:
    for _ in range(levels):
        path = os.path.dirname(path)  # noqa: PTH120  as above
    return path
