"""The stage ``correctness``: real threads and processes, the fixture ``attempt``, and leftovers.

``attempt`` is the submission, imported afresh for each check as the module ``attempt``; spawned
children import it by that name. It stays loaded until the next check, so that leftovers are counted
while its module-level state is alive. ``rng`` draws inputs, ``start_method`` chooses how processes start,
``nothing_left`` looks for leftovers before the end of a check.

An exception that ends a thread of the submission is shown with a check that fails. It does not fail a
check that passes: a suite that cares says so (``threading.excepthook`` is what it can ask for), and a
right answer may let a worker thread die of the very exception that it also hands to the caller.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
import warnings
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from grader.protocol import IMPORTED, IMPORTING, THREAD_ENDED
from grader.verdict import Text
from grader.worker.causes import import_failure, thread_failures
from grader.worker.leftovers import Leftovers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from grader.protocol import Job
    from grader.worker.channel import Channel
    from grader.worker.findings import Finding

_NAME = "attempt"
_STDERR = 2


class Correctness:
    """The fixtures of the stage, and the look at what a check left over."""

    def __init__(self, job: Job, channel: Channel) -> None:
        self._submission = job.submission
        self._progress = channel.progress
        self._leftovers = Leftovers(job.submission)
        self._raised: list[tuple[str, BaseException]] = []
        self._seed = job.options.get("inputs", 0)
        self._drawn = ""

    @pytest.fixture
    def attempt(self, request: pytest.FixtureRequest) -> ModuleType:
        """Give the submission, imported afresh."""
        check = request.node.name
        self._leftovers.remember()  # servers of the suite, which wider fixtures have started, are its own
        sys.modules.pop(_NAME, None)
        importlib.invalidate_caches()
        self._progress(check, IMPORTING)
        try:
            module = importlib.import_module(_NAME)
        except BaseException as error:  # noqa: BLE001  SystemExit too: an import that ends so is a crash
            raise import_failure(error, submission=self._submission) from None
        self._progress(check, IMPORTED)
        return module

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> Random:
        """Give a source of inputs that nobody has seen: new in each judgement, the same for one seed."""
        self._drawn = request.node.name
        return Random(f"{self._seed}:{self._drawn}")  # noqa: S311  inputs, no secrets

    @pytest.fixture
    def start_method(self) -> Iterator[Callable[[str], bool]]:
        """Set the default start method for one check; False where the platform does not have it."""
        multiprocessing = importlib.import_module("multiprocessing")  # most katas need none of it

        def choose(method: str) -> bool:
            if method not in multiprocessing.get_all_start_methods():
                return False
            multiprocessing.set_start_method(method, force=True)
            return True

        yield choose
        multiprocessing.set_start_method(None, force=True)

    @pytest.fixture
    def nothing_left(self) -> Callable[[], None]:
        """Give a function that fails the check if anything is left behind by now.

        For a check whose objects own no thread: what they started must be gone while they are alive,
        and at the check's end they no longer are.
        """

        def look() -> None:
            finding = self._leftovers.find()
            if finding is not None:
                raise finding

        return look

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Remember what is there before the check, and listen for threads that die."""
        self._raised.clear()
        raised, submission = self._raised, self._submission
        write = os.write

        def remember(died: threading.ExceptHookArgs, /) -> None:
            if died.exc_value is not None:
                one = (died.thread.name if died.thread else "a thread", died.exc_value)
                raised.append(one)
                # a check that hangs for want of this thread never comes to its own report
                [said] = thread_failures([one], submission=submission)
                write(_STDERR, f"{THREAD_ENDED}{said.body}\n".encode())

        threading.excepthook = remember
        self._leftovers.remember()

    def finish_check(self, _item: pytest.Item) -> Finding | None:
        """Name what the check left over, if anything."""
        self._raised.clear()  # an exception's traceback keeps the objects of its frames alive
        return self._leftovers.find()

    def more_evidence(self, item: pytest.Item) -> tuple[Text, ...]:
        """Show what ended threads during a check that failed, and how to get its random inputs again."""
        shown = thread_failures(self._raised, submission=self._submission)
        if self._drawn == item.name:
            again = (
                f"drawn from seed {self._seed}: `grader check --seed {self._seed}` gives the same ones again"
            )
            shown += (Text("its inputs", again),)
        return shown


def plugin(job: Job, channel: Channel) -> Any:
    """Make the stage's pytest plugin."""
    sys.path.insert(0, os.path.dirname(job.submission))  # noqa: PTH120  as in session.py
    # forking with threads alive is what several katas are about
    warnings.filterwarnings("ignore", message=".*multi-threaded.*fork", category=DeprecationWarning)
    return Correctness(job, channel)
