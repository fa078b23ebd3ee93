"""`grader report`: the page that the command writes, of what the history has."""

from __future__ import annotations

import sqlite3
import webbrowser
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from grader.cli import run
from grader.history import History, Kind
from grader.kata import Catalogue
from grader.scaffold import Facts, scaffold
from grader.verdict import CheckResult, Report, StageResult, Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from grader.kata import Kata


def judged(kata: Kata, source: bytes = b"x = 1  # \xc3\xa4\n", cause: str = "it is 2, not 1") -> int:
    """Put a judgement into the history, as `grader check` does; its number."""
    history = History(kata.root, pytest.fail)
    number = history.record(kata.id, Kind.CHECK, path=kata.attempt, source=source)
    assert number is not None
    check = CheckResult(check="test_x", sentence="It counts.", verdict=Verdict.WRONG, cause=cause)
    stage = StageResult(stage="correctness", verdict=Verdict.WRONG, checks=(check,))
    history.judged(
        number, Report(kata=kata.id, path=str(kata.attempt), verdict=Verdict.WRONG, stages=(stage,))
    )
    return number


def test_writes_one_file_and_says_where(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """Its name and its size are printed, as a person would type the name."""
    judged(kata)
    assert run(["report", "kata01"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(".grader/kata01.html  ")
    text = (kata.root / ".grader" / "kata01.html").read_text(encoding="utf-8")
    assert "Tickets «1»" in text
    assert "it is 2, not 1" in text
    assert "# ä" in text
    assert str(kata.root) not in text


def test_any_entry_and_where_to(kata: Kata, tmp_path: Path) -> None:
    """An older attempt has its page too, with the source of that time."""
    first = judged(kata, b"early = 1\n", "the first fault")
    judged(kata, b"late = 1\n", "the second fault")
    path = tmp_path / "page.html"
    assert run(["report", "--entry", str(first), "--output", str(path)]) == 0
    text = path.read_text(encoding="utf-8")
    assert "the first fault" in text
    assert "the second fault" not in text
    assert run(["report", "kata01", "-o", str(path)]) == 0
    text = path.read_text(encoding="utf-8")
    assert "the second fault" in text
    assert f"What changed since entry {first}" in text


def test_overview_of_all(kata: Kata) -> None:
    """Without a kata there is a card for each, also for those that nobody began."""
    scaffold(Catalogue(kata.root), Facts("later", title="Later <on>"))
    judged(kata)
    assert run(["report"]) == 0
    text = (kata.root / ".grader" / "overview.html").read_text(encoding="utf-8")
    assert "0 of 2 passed" in text
    assert "Later &lt;on&gt;" in text
    assert "it is 2, not 1" in text


def test_overview_of_nothing(kata: Kata) -> None:
    """Before the first check the overview stands there, with nothing in it."""
    assert run(["report"]) == 0
    assert "0 of 1 passed" in (kata.root / ".grader" / "overview.html").read_text(encoding="utf-8")


def test_opens_a_browser(kata: Kata, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser is given the file's address."""
    judged(kata)
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or True)
    assert run(["report", "kata01", "--open"]) == 0
    assert opened == [(kata.root / ".grader" / "kata01.html").as_uri()]


@pytest.mark.parametrize(
    "arguments", [["kata01"], ["--entry", "99"], ["kata01", "--entry", "1"], ["nothing"]]
)
def test_says_why_there_is_none(kata: Kata, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What was never judged has no page, and the message says what to do."""
    assert kata.id
    assert run(["report", *arguments]) == 2
    said = capsys.readouterr().err
    assert "`grader " in said or "leave the kata out" in said


def test_a_report_that_cannot_be_read(kata: Kata) -> None:
    """A report in another form, a source that is no UTF-8: the page shows what it can."""
    number = judged(kata, b"x = '\xff'\n\0")
    path = kata.root / ".grader" / "history.sqlite3"
    with closing(sqlite3.connect(path, autocommit=True)) as database:
        database.execute("UPDATE events SET report = ? WHERE id = ?", (b'{"other": 1}', number))
    assert run(["report", "kata01"]) == 0
    text = (kata.root / ".grader" / "kata01.html").read_text(encoding="utf-8")
    assert "An earlier grader wrote its report" in text


def test_a_check_that_was_interrupted(kata: Kata) -> None:
    """What was being judged when the power failed has a page with its source."""
    history = History(kata.root, pytest.fail)
    history.record(kata.id, Kind.CHECK, path=kata.attempt, source=b"halfway = True\n")
    assert run(["report", "kata01"]) == 0
    text = (kata.root / ".grader" / "kata01.html").read_text(encoding="utf-8")
    assert "not finished" in text
    assert "halfway" in text
