"""Runs a suite's checks under pytest and sends what each one found; common to all stages.

What a stage's plugin (``plugin(job, channel)``) can rely on:

- It is a pytest plugin object: its hooks and ``@pytest.fixture`` methods are found by pytest. Its hooks
  run before this session's own.
- ``pytest_pyfunc_call(pyfuncitem)`` runs the check its own way: it returns True, and has then called
  ``findings.hand_over(pyfuncitem, CheckResult(...))`` with the whole result; ``check`` and ``sentence``
  are filled in here, and so is ``seconds`` where it is 0. ``findings.sentence(item.function)`` is the
  sentence. A hook that returns True without a result is our own fault (``grader_error``).
- A hook that returns None leaves the check to the session: it is called with its fixtures, a
  ``Finding`` names its verdict, any other exception is ``wrong``. A fixture may call ``hand_over`` too
  (say, to add ``rests_on`` to a pass); an exception that leaves the check goes before it.
- An exception that leaves the plugin's own hook, and not ``Finding``, is judged as one of the check;
  so a plugin catches what is its own fault and hands over ``grader_error``.
- ``finish_check(item) -> Finding | None``, if the plugin has it, is asked after each check that passed
  and after its fixtures are gone; what it gives back is the verdict (this is how leftovers are found).
- ``confine()``, if the plugin has it, is called once the suite is loaded and before a submission is,
  in place of confining the worker itself: for a stage that executes submissions elsewhere.
- ``more_evidence(item) -> tuple[Evidence, ...]``, if the plugin has it, is asked after each check that
  an exception failed; what it gives is shown after the evidence of the exception.

pytest's reports are never asked: the exception is caught here, where the hook is called, so that a
patched ``TestReport`` changes nothing. A check passes when its function ran to its end, or a result
was handed over; nothing else is a pass.
"""

from __future__ import annotations

import os
import sys
from time import perf_counter
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from grader.protocol import Collected, Done, Finished, Started
from grader.verdict import CheckResult, Verdict
from grader.worker.causes import explain
from grader.worker.confine import confine
from grader.worker.findings import HANDED_OVER, Finding, sentence
from grader.worker.integrity import Integrity

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from grader.protocol import Job
    from grader.worker.channel import Channel

_RAN = pytest.StashKey[bool]()

# Nothing of the machine's own pytest set-up may reach a verdict, and what pytest would print, cache or
# capture is not wanted: output goes to the files that the parent gave.
_ARGUMENTS = (
    "--noconftest",
    "--import-mode=prepend",
    "--capture=no",
    f"-c{os.devnull}",
    *(
        f"-pno:{name}"
        for name in (
            "cacheprovider",
            "terminal",
            "faulthandler",
            "threadexception",
            "unraisableexception",
            "warnings",
            "logging",
            "junitxml",
            "doctest",
            "unittest",
            "nose",
            "pastebin",
            "debugging",
            "stepwise",
            "setuponly",
            "setupplan",
        )
    ),
)

# Plugins are loaded by name alone (the parent turns pytest's autoloading off).
_PLUGINS = {"benchmark": ("-ppytest_benchmark.plugin",)}


class _Session:
    """The pytest plugin that collects, runs and reports."""

    def __init__(self, job: Job, channel: Channel, stage: object) -> None:
        self.broken = False
        self.finished = 0
        self._job = job
        self._channel = channel
        self._finish_check: Callable[[pytest.Item], Any] = getattr(stage, "finish_check", lambda _: None)
        self._more_evidence: Callable[[pytest.Item], Any] = getattr(stage, "more_evidence", lambda _: ())
        # bound before the submission is imported, which may put anything in their place
        self._send = channel.send
        self._changed: Callable[[], str] = str
        self._confine = getattr(stage, "confine", lambda: confine(job))
        self._clock = perf_counter
        self._fstat = os.fstat
        self._exit, self._getpid, self._owner = os._exit, os.getpid, os.getpid()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep the traceback of a broken suite for the parent, who reads our stderr."""
        if report.failed:
            self.broken = True
            sys.stderr.write(f"the suite cannot be loaded:\n{report.longreprtext}\n")

    def pytest_internalerror(self, excrepr: object) -> None:
        """Keep pytest's own failure for the parent."""
        self.broken = True
        sys.stderr.write(f"pytest failed:\n{excrepr}\n")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the wanted checks and announce them: what is announced must have a result."""
        if self.broken:
            return
        wanted = self._job.checks
        if wanted:
            items[:] = [item for item in items if item.name in wanted]
        checks = tuple((item.name, _sentence(item)) for item in items)
        silent = [name for name, said in checks if not said]
        names = [name for name, _ in checks]
        if silent or len(set(names)) != len(names):
            self.broken = True
            items.clear()
            sys.stderr.write(f"checks without a docstring, or of the same name: {silent or names}\n")
            return
        self._confine()
        self._changed = Integrity(os.path.basename(self._job.suite).removesuffix(".py")).changed  # noqa: PTH119  as below
        self._send(Collected(self._job.token, checks))

    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool:
        """Run a check that its stage left to us, and remember that it came to its end."""
        names = pyfuncitem._fixtureinfo.argnames  # noqa: SLF001  pytest has no public name for it
        pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names})
        pyfuncitem.stash[_RAN] = True
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Run one check from set-up to leftovers and send what it found."""
        self._send(Started(self._job.token, item.name, (self._size(1), self._size(2))))
        start = self._clock()
        error = _attempt(item.ihook.pytest_runtest_setup, item=item)
        if error is None:
            error = _attempt(item.ihook.pytest_runtest_call, item=item)
        after = _attempt(item.ihook.pytest_runtest_teardown, item=item, nextitem=nextitem)
        if self._getpid() != self._owner:
            # a child that the submission forked has run out of its code into ours
            self._exit(1)
        seconds = self._clock() - start
        result = self._result(item, error or after)
        error = after = None
        if result.verdict is Verdict.PASSED:
            finding = self._finish_check(item)
            if changed := self._changed():
                finding = Finding(Verdict.TAMPERED, f"`{changed}`, on which the verdict rests, was replaced")
            if finding is not None:
                result = replace(
                    result, verdict=finding.verdict, cause=finding.cause, evidence=finding.evidence
                )
        self._send(
            Finished(
                self._job.token,
                replace(
                    result,
                    check=item.name,
                    sentence=_sentence(item),
                    seconds=result.seconds or seconds,
                ),
            )
        )
        self.finished += 1
        return True

    def _size(self, descriptor: int) -> int:
        try:
            return self._fstat(descriptor).st_size
        except OSError:  # the submission has closed it
            return 0

    def _result(self, item: pytest.Item, error: BaseException | None) -> CheckResult:
        if error is not None:
            found = explain(error, submission=self._job.submission, suite=self._job.suite)
            return replace(found, evidence=(*found.evidence, *self._more_evidence(item)))
        handed = item.stash.get(HANDED_OVER, None)
        if handed is not None:
            return handed
        if item.stash.get(_RAN, False):
            return CheckResult(check="", sentence="", verdict=Verdict.PASSED)
        if self._job.stage == "correctness":
            return CheckResult(
                check="",
                sentence="",
                verdict=Verdict.TAMPERED,
                cause="the check did not run to its end, and raised nothing: pytest was changed",
            )
        return CheckResult(
            check="",
            sentence="",
            verdict=Verdict.GRADER_ERROR,
            cause=f"the stage {self._job.stage} gave no result for this check",
        )


def _sentence(item: pytest.Item) -> str:
    return sentence(item.function) if isinstance(item, pytest.Function) else ""


def _attempt(hook: Callable[..., object], **arguments: object) -> BaseException | None:
    try:
        hook(**arguments)
    except BaseException as error:  # noqa: BLE001  SystemExit and all: whatever leaves a check is judged
        for name in ("last_type", "last_value", "last_traceback", "last_exc"):
            # pytest leaves the exception there for debuggers; it would keep the check's objects alive
            if hasattr(sys, name):
                delattr(sys, name)
        return error
    return None


def run(job: Job, channel: Channel, stage: object) -> bool:
    """Run the suite of ``job`` with the plugin ``stage``; False if the suite or pytest is broken."""
    session = _Session(job, channel, stage)
    folder = os.path.dirname(job.suite)  # noqa: PTH120  pathlib would be imported for this alone
    send, done = channel.send, Done
    pytest.main(
        [job.suite, f"--rootdir={folder}", *_ARGUMENTS, *_PLUGINS.get(job.stage, ())],
        plugins=[session, stage],
    )
    if not session.broken:
        send(done(job.token, session.finished))
    return not session.broken
