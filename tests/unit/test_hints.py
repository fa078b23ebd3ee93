"""Hints are the sections of a file, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from grader.errors import KataError
from grader.hints import hints
from grader.kata import Kata

if TYPE_CHECKING:
    from pathlib import Path


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
