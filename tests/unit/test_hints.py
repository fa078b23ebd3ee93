"""Hints are the sections of a file, in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.errors import KataError
from grader.hints import fitting, hints
from grader.kata import STAGES, Catalogue, Kata
from grader.verdict import CheckResult, Verdict

ROOT = Path(__file__).resolve().parents[2]
FITS = """# Hints

## One

<!-- fits: race, deadlock -->

a

## Two

<!-- fits: test_x -->
b
"""


def kata_with(tmp_path: Path, text: str | None) -> Kata:
    """A kata with ``text`` for its hints."""
    kata = Kata(tmp_path, "kata01_x")
    kata.directory.mkdir(parents=True)
    if text is not None:
        kata.hints.write_text(text, encoding="utf-8")
    return kata


def test_each_section_is_a_hint(tmp_path: Path) -> None:
    """What stands before the first heading is none; deeper headings belong to their hint."""
    text = "# Hints\n\nintro\n\n## One é\n\na\n\n### deeper\n\nb\n## Two\nc\n"
    first, second = hints(kata_with(tmp_path, text))
    assert (first.number, first.of, first.title, first.body) == (1, 2, "One é", "a\n\n### deeper\n\nb")
    assert (second.title, second.body) == ("Two", "c")


@pytest.mark.parametrize("text", [None, "", "# Hints\n\nnone yet\n"])
def test_no_hints_is_the_authors_fault(tmp_path: Path, text: str | None) -> None:
    """A kata without hints is malformed, and the message names the file."""
    kata = kata_with(tmp_path, text)
    with pytest.raises(KataError, match=r"hints\.md"):
        hints(kata)


def failed(check: str, verdict: Verdict) -> CheckResult:
    """A check that failed with ``verdict``."""
    return CheckResult(check=check, sentence="It holds.", verdict=verdict)


def test_the_hint_that_fits(tmp_path: Path) -> None:
    """What names the check goes before what names the verdict; nothing of it is shown."""
    every = hints(kata_with(tmp_path, FITS))
    assert [hint.body for hint in every] == ["a", "b"]
    assert fitting(every, failed("test_y", Verdict.DEADLOCK)) is every[0]
    assert fitting(every, failed("test_x[fork]", Verdict.DEADLOCK)) is every[1]
    assert fitting(every, failed("test_y", Verdict.WRONG)) is None


@pytest.mark.parametrize("kata", Catalogue(ROOT).katas, ids=lambda kata: kata.id)
def test_hints_fit_what_there_is(kata: Kata) -> None:
    """Whatever a hint says that it fits is a verdict, or a check of the kata."""
    suites = [kata.suite(stage) for stage in STAGES if kata.suite(stage).is_file()]
    checks = {
        name for suite in suites for name in re.findall(r"^def (test_\w+)", suite.read_text(), re.MULTILINE)
    }
    said = {word for hint in hints(kata) for word in hint.fits}
    assert said <= checks | set(Verdict)
