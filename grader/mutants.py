"""Judging the suites by mutants: each small change of a right answer must be noticed, or change nothing.

``solutions/<id>/equivalent.toml`` says of each mutant that survives for good why it is as right as the
answer that it was made from::

    ["reference.py"]
    "Account.balance: without `with self._lock`" = "one read of an int is one step"
"""

from __future__ import annotations

import tempfile
import tokenize
import tomllib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.batch import batch
from grader.errors import KataError
from grader.judge import judge
from grader.mutate import Mutant, mutants
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from grader.kata import Kata
    from grader.protocol import Progress

_UNDECIDED = frozenset({Verdict.INCONCLUSIVE, Verdict.GRADER_ERROR})
_REASONS = "equivalent.toml"


@dataclass(frozen=True)
class Trial:
    """A mutant of the right answer ``path``; ``reason`` says why it may survive, or is empty."""

    kata: Kata
    path: Path
    mutant: Mutant
    reason: str

    @property
    def name(self) -> str:
        """``kata01/reference.py:20 Counter.add: without `with self._lock```."""
        return f"{self.kata.id[:6]}/{self.path.name}:{self.mutant.line} {self.mutant.name}"


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: the verdict, and the check that gave it."""

    trial: Trial
    verdict: Verdict
    check: str

    @property
    def killed(self) -> bool:
        """Whether a check noticed it."""
        return not self.survived and not self.undecided

    @property
    def survived(self) -> bool:
        """Whether it passed as if it were right."""
        return self.verdict is Verdict.PASSED

    @property
    def undecided(self) -> bool:
        """Whether the judge could not say."""
        return self.verdict in _UNDECIDED

    @property
    def complaint(self) -> str:
        """What is amiss, in a sentence; empty where it was killed, or survived with a reason."""
        if self.undecided:
            return f"{self.verdict.value} in {self.check}"
        if self.survived and not self.trial.reason:
            return f"survived; a check is missing, or {_REASONS} says why it is right"
        if self.killed and self.trial.reason:
            return f"{self.verdict.value} in {self.check}, and {_REASONS} calls it right"
        return ""


def trials(kata: Kata) -> tuple[list[Trial], list[str]]:
    """Every mutant of the kata's right answers; and what ``equivalent.toml`` says of none of them.

    Raises:
        KataError: ``equivalent.toml`` is malformed.
    """
    reasons = _reasons(kata)
    found: list[Trial] = []
    for path in kata.right_answers:
        with tokenize.open(path) as file:
            made = mutants(file.read())
        known = reasons.get(path.name, {})
        found += [Trial(kata, path, mutant, known.get(mutant.name, "")) for mutant in made]
    names = {(trial.path.name, trial.mutant.name) for trial in found}
    stale = [
        f"{kata.solutions / _REASONS}: {file} has no mutant {name!r}"
        for file, known in reasons.items()
        for name in known
        if (file, name) not in names
    ]
    return found, stale


def _reasons(kata: Kata) -> dict[str, dict[str, str]]:
    path = kata.solutions / _REASONS
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(table, dict[str, dict[str, str]])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise KataError(f"{path}: {error}") from error


def try_all(todo: Sequence[Trial], *, workers: int = 1) -> Generator[Fate]:
    """Judge every mutant, ``workers`` at once, each until the first check that notices it."""
    return batch([partial(_try, trial) for trial in todo], workers=workers)


class _Killed(Exception):
    """A check did not pass, so that no other has to be run."""


def _try(trial: Trial, listen: Callable[[Progress], None]) -> Fate:
    def until_killed(progress: Progress) -> None:
        listen(progress)
        if progress.verdict not in {None, Verdict.PASSED, *_UNDECIDED}:
            raise _Killed(progress.verdict, progress.check)

    with tempfile.TemporaryDirectory(prefix="grader-mutant-") as folder:
        path = Path(folder) / trial.path.name
        path.write_text(trial.mutant.source, encoding="utf-8")
        try:
            report = judge(trial.kata, path, listen=until_killed)
        except _Killed as killed:
            return Fate(trial, *killed.args)
    deciding = report.deciding
    return Fate(trial, report.verdict, deciding.stage if deciding else "")
