"""The question bank: enough, on everything, whole, and with its sources."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from grader.errors import KataError
from grader.interview.bank import Question, load

if TYPE_CHECKING:
    from pathlib import Path

BANK = load()
FIELDS = (
    "the GIL", "threads", "processes", "memory sharing", "shared memory between processes",
    "cost of communication", "cost of processes", "lock", "semaphore", "condition", "queue", "pipe",
    "multiprocessing queue", "deadlock", "starvation", "livelock", "race condition", "data race",
    "start methods", "free-threaded Python", "asyncio", "when not to be concurrent", "design",
    "barrier", "event", "worker death", "time-out",
)  # fmt: skip


def test_enough_of_them() -> None:
    """At least sixty, at least three of each level."""
    assert len(BANK) >= 60
    levels = Counter(question.level for question in BANK.values())
    assert set(levels) == {1, 2, 3, 4, 5}
    assert min(levels.values()) >= 3


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_asked_about(field: str) -> None:
    """Each field of the interview has a question."""
    assert any(field in question.topics for question in BANK.values())


def test_three_sketches_of_designs() -> None:
    """Downloads, data processing and a server with CPU-heavy requests are among the designs."""
    assert {"design-downloads", "design-data", "design-server"} <= BANK.keys()


@pytest.mark.parametrize("question", BANK.values(), ids=lambda question: question.id)
def test_question_is_whole(question: Question) -> None:
    """A question can be asked, scored, followed up and looked up."""
    assert question.ask.rstrip('"').endswith(("?", ".")), question.ask
    assert 3 <= len(question.strong) <= 5
    assert question.acceptable
    assert question.weak
    assert question.follow_ups
    assert all(follow_up.ask.endswith(("?", ".")) and follow_up.answer for follow_up in question.follow_ups)
    assert 2 <= question.minutes <= 6
    assert re.fullmatch(r"[a-z0-9-]+", question.id)


@pytest.mark.parametrize("question", BANK.values(), ids=lambda question: question.id)
def test_facts_have_a_source(question: Question) -> None:
    """Each question names pages of Python's documentation, and from when they are true."""
    assert question.references
    for reference in question.references:
        assert reference.url.startswith("https://docs.python.org/3.14/")
        assert re.fullmatch(r"[a-z.0-9/_-]+\.html(#[\w.-]+)?", reference.page), reference.page
        assert reference.since in {"", "3.13", "3.14"}
        assert len(reference.says) > 15


def test_questions_are_all_different() -> None:
    """No two ask the same."""
    assert len({question.ask for question in BANK.values()}) == len(BANK)


@pytest.mark.parametrize("text", ["[[question]]\nid = 3", "no toml at [", '[[question]]\nid = "x"'])
def test_malformed_file_is_named(tmp_path: Path, text: str) -> None:
    """A file that is wrong is the author's to mend, by name."""
    (tmp_path / "broken.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KataError, match=r"broken\.toml"):
        load(tmp_path)
