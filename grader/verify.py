"""Judging the katas themselves: every submission gets what it should, and no part is missing or astray.

`cases` is what there is to judge, for ``grader verify`` and for ``tests/test_katas.py`` alike; `gaps`
is what can be seen without judging anything.
"""

from __future__ import annotations

import re
import tokenize
from concurrent.futures import CancelledError
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from grader.batch import batch
from grader.calibrate import Shown, shown
from grader.errors import KataError
from grader.hints import hints
from grader.judge import judge
from grader.kata import STAGES, Catalogue, Kata, expectation
from grader.verdict import Report, StageResult, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable
    from pathlib import Path

    from grader.protocol import Progress

_WRONG_ANSWERS, _HINTS = 5, 3
_CLOSING_SECTIONS = ["What is judged", "What an interviewer asks next"]
_SECTION = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_TODO = re.compile(r"\bTODO\b")
_KATA_FILES = {"README.md", "kata.toml", "starter.py", "hints.md", "attempt.py"}
_NO_STARTER = {Verdict.PASSED, Verdict.GRADER_ERROR, Verdict.INCONCLUSIVE, Verdict.TAMPERED}
_NOT_FOR_WRONG = {Verdict.PASSED, Verdict.GRADER_ERROR, Verdict.INCONCLUSIVE, Verdict.SKIPPED}


class Role(StrEnum):
    """What a submission of the repository is there for."""

    STARTER = "starter"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True)
class Case:
    """One submission of the repository, and what it must get."""

    kata: Kata
    path: Path
    role: Role

    @property
    def name(self) -> str:
        """``kata01/wrong/no_lock.py``."""
        wrong = "wrong/" if self.role is Role.WRONG else ""
        return f"{self.kata.id[:6]}/{wrong}{self.path.name}"

    def complaint(self, report: Report) -> str:
        """What is amiss with ``report``; empty where it is as it should be."""
        found = _found(report)
        if self.role is Role.STARTER:
            return f"a starter must fail, and got {found}" if report.verdict in _NO_STARTER else ""
        if self.role is Role.RIGHT:
            return "" if report.verdict is Verdict.PASSED else f"a right answer must pass, and got {found}"
        wanted = expectation(self.path)
        deciding = report.deciding
        if report.verdict in wanted.verdicts and deciding is not None and deciding.stage == wanted.stage:
            return ""
        return f"expected {' or '.join(wanted.verdicts)} in {wanted.stage}, and got {found}"


def _found(report: Report) -> str:
    deciding = report.deciding
    if deciding is None:
        return report.verdict.value
    check = next((c for c in deciding.checks if c.verdict is deciding.verdict), None)
    cause = (
        f" ({check.check}: {check.cause})" if check else f" ({deciding.reason})" if deciding.reason else ""
    )
    return f"{report.verdict.value} in {deciding.stage}{cause}"


@dataclass(frozen=True)
class Judged:
    """A case, judged for the ``turn``-th time; ``complaint`` is empty where all is as it should be."""

    case: Case
    turn: int
    report: Report
    complaint: str


def cases(catalogue: Catalogue, only: Kata | None = None) -> tuple[Case, ...]:
    """Every submission of every kata, or of ``only`` one."""
    found: list[Case] = []
    for kata in [only] if only else catalogue.katas:
        if kata.starter.is_file():
            found.append(Case(kata, kata.starter, Role.STARTER))
        found += [Case(kata, path, Role.RIGHT) for path in kata.right_answers]
        found += [Case(kata, path, Role.WRONG) for path in kata.wrong_answers]
    return tuple(found)


def judge_case(
    case: Case, turn: int = 1, listen: Callable[[Progress], None] | None = None, *, exitfirst: bool = False
) -> Judged:
    """Judge one case; what goes wrong with it is a grader error of that case alone."""
    try:
        report = judge(case.kata, case.path, exitfirst=exitfirst, listen=listen)
        return Judged(case, turn, report, case.complaint(report))
    except CancelledError:
        raise
    except Exception as error:  # noqa: BLE001  one case's accident must not hide what the others get
        stage = StageResult(stage=STAGES[0], verdict=Verdict.GRADER_ERROR, reason=str(error))
        path, verdict = str(case.path), Verdict.GRADER_ERROR
        report = Report(kata=case.kata.id, path=path, verdict=verdict, stages=(stage,))
        return Judged(case, turn, report, f"{type(error).__name__}: {error}")


def judge_all(todo: Iterable[Case], *, repeat: int = 1, workers: int = 1) -> Generator[Judged]:
    """Judge every case ``repeat`` times, ``workers`` at once, until its first failed check; see `batch`."""
    listed = list(todo)
    if workers > 1:  # mixed, so that who waits for a benchmark's turn stands beside who computes
        listed = Random(0).sample(listed, len(listed))  # noqa: S311  an order, no secret
    turns = [
        partial(judge_case, case, turn, exitfirst=True) for turn in range(1, repeat + 1) for case in listed
    ]
    return batch(turns, workers=workers)


def changing(judged: Iterable[Judged]) -> list[str]:
    """A sentence for each case whose verdict was not the same every time."""
    seen: dict[str, dict[str, int]] = {}
    for one in judged:
        deciding = one.report.deciding
        verdict = one.report.verdict.value + (f" in {deciding.stage}" if deciding else "")
        counts = seen.setdefault(one.case.name, {})
        counts[verdict] = counts.get(verdict, 0) + 1
    return [
        f"{name}: its verdict changes: " + ", ".join(f"{verdict} {n} times" for verdict, n in counts.items())
        for name, counts in seen.items()
        if len(counts) > 1
    ]


def measured(judged: Iterable[Judged]) -> list[Shown]:
    """What the benchmarks of right answers, and of wrong ones that they named, showed."""
    return [
        found
        for one in judged
        if one.case.role is not Role.STARTER and not one.complaint
        for found in shown(one.case.path, one.report, right=one.case.role is Role.RIGHT)
    ]


def gaps(catalogue: Catalogue, only: Kata | None = None) -> list[str]:
    """What is missing, malformed, unfinished or astray, each with its path."""
    found: list[str] = []
    for kata in [only] if only else catalogue.katas:
        found += _gaps_of(kata)
    if only is None:
        found += _strays(catalogue)
        if not catalogue.katas:
            found.append(f"{catalogue.root / 'katas'}: holds no kata; `grader new NAME` makes one")
    return found


def _gaps_of(kata: Kata) -> list[str]:
    wanted = (kata.readme, kata.starter, kata.hints, kata.reference, kata.debrief)
    found = [f"{path}: missing" for path in wanted if not path.is_file()]
    if kata.hints.is_file():
        found += _complaints(lambda: _few(kata.hints, len(hints(kata)), _HINTS, "hints"))
    found += _readme(kata)
    found += _complaints(lambda: _suites(kata))
    found += _few(kata.solutions / "wrong", len(kata.wrong_answers), _WRONG_ANSWERS, "wrong answers")
    for path in kata.wrong_answers:
        found += _complaints(partial(_wrong, kata, path))
    found += _todos(kata)
    found += [
        f"{path}: belongs to no kata"
        for path in sorted(kata.directory.iterdir())
        if path.name not in _KATA_FILES and not path.name.startswith((".", "__"))
    ]
    return found


def _complaints(look: Callable[[], list[str]]) -> list[str]:
    try:
        return look()
    except KataError as error:
        return [str(error)]


def _few(path: Path, number: int, needed: int, noun: str) -> list[str]:
    return [f"{path}: {number} {noun}; a kata has at least {needed}"] if number < needed else []


def _readme(kata: Kata) -> list[str]:
    if not kata.readme.is_file():
        return []
    sections = _SECTION.findall(kata.readme.read_text(encoding="utf-8"))
    if sections[-2:] == _CLOSING_SECTIONS:
        return []
    wanted = " and ".join(f"`## {title}`" for title in _CLOSING_SECTIONS)
    return [f"{kata.readme}: must end with the sections {wanted}"]


def _suites(kata: Kata) -> list[str]:
    found = []
    for stage in STAGES:
        path, reason = kata.suite(stage), kata.limits(stage).get("skip")
        if reason and path.exists():
            found.append(f"{path}: exists, and kata.toml skips [{stage}]; keep one of the two")
        if not reason and not path.is_file():
            found.append(f'{path}: missing; where the stage makes no sense, kata.toml says `skip = "why"`')
    known = {f"{stage}.py" for stage in STAGES}
    others = [path for path in kata.suites.glob("test_*.py") if path.name not in known]
    return found + [f"{path}: plain pytest would run it; suites have no `test_` in front" for path in others]


def _wrong(kata: Kata, path: Path) -> list[str]:
    wanted = expectation(path)
    found = []
    unknown = [v for v in wanted.verdicts if v not in {x.value for x in set(Verdict) - _NOT_FOR_WRONG}]
    if unknown:
        found.append(f"{path}: no wrong answer can get {', '.join(unknown)}")
    if wanted.stage not in STAGES or kata.limits(wanted.stage).get("skip"):
        found.append(f"{path}: this kata has no stage {wanted.stage}")
    if not path.read_text(encoding="utf-8").lstrip().startswith(('"""', "'''", 'r"""')):
        found.append(f"{path}: must begin with a docstring that says the mistake")
    return found


def _todos(kata: Kata) -> list[str]:
    """What `grader new` left for the author; a starter marks the learner's gaps the same way."""
    trees = (kata.directory, kata.solutions, kata.suites)
    files = sorted(
        path for tree in trees for path in tree.rglob("*") if path.suffix in {".py", ".md", ".toml"}
    )
    found = []
    for path in files:
        if path in {kata.starter, kata.attempt} or not path.is_file():
            continue
        try:
            with tokenize.open(path) if path.suffix == ".py" else path.open(encoding="utf-8") as file:
                found += [f"{path}:{n}: still to do" for n, line in enumerate(file, 1) if _TODO.search(line)]
        except (SyntaxError, UnicodeDecodeError) as error:
            found.append(f"{path}: {error}")
    return found


def _strays(catalogue: Catalogue) -> list[str]:
    """Directories in one tree that the others know nothing of, and files where only katas stand."""
    known = {kata.id for kata in catalogue.katas}
    found = []
    for tree in (catalogue.root / name for name in ("katas", "solutions", "tests/katas")):
        if not tree.is_dir():
            found.append(f"{tree}: missing")
            continue
        found += [
            f"{path}: belongs to no kata"
            for path in sorted(tree.iterdir())
            if path.name not in known and not path.name.startswith((".", "__"))
        ]
    numbers = [kata.number for kata in catalogue.katas]
    return found + [
        f"{kata.directory}: another kata has the number {kata.number}"
        for kata in catalogue.katas
        if numbers.count(kata.number) > 1
    ]
