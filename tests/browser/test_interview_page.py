"""The report of an interview in a real Chromium: played back, in light and dark, narrow, under attack."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from page_samples import HOSTILE
from report_samples import SAMPLES

from grader.interview.advice import Practice, Reading
from grader.interview.bank import load
from grader.interview.events import Mark
from grader.interview.html import html
from grader.interview.playback import Frame
from grader.interview.rubric import Point, summed_up
from grader.interview.summary import Document, HintTaken, KataPart, Note, PointOfAnswer, QuestionPart, Stop
from grader.report import words

if TYPE_CHECKING:
    from conftest import Browser

QUESTION = load()["condition-while"]
MARKS = ("seen", "partly", "missed", "")


def frames() -> tuple[Frame, ...]:
    """A save and a check of every sample."""
    found = [Frame(used=20.0, kind="saved", source="a = 1\n", diff="@@ -1 +1 @@\n-x\n+a = 1\n")]
    for number, (name, report) in enumerate(sorted(SAMPLES.items()), start=2):
        source = f'"""{HOSTILE}"""\na = {number}\n'
        found.append(
            Frame(
                used=40.0 * number,
                kind="checked",
                source=source,
                diff=f"@@ -1 +1 @@\n-a = {number - 1}\n+a = {number}\n",
                verdict=report.verdict.value,
                stage="" if words.colour(report.verdict) == "green" else "schedules",
                sentence=f"It holds. {HOSTILE}",
                cause=name,
                late=number > 12,
                report=report,
            )
        )
    return tuple(found)


def document() -> Document:
    """An interview with everything in it, and hostile text where a person or a submission writes."""
    points = tuple(Point(f"Did {mark}.", mark, "judge", "kata01_lost_update") for mark in Mark)
    return Document(
        number=3,
        began=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        minutes=8,
        level=2,
        topics=("lock", HOSTILE),
        seed=5,
        interviewer=True,
        finished=True,
        used=700.0,
        remarks=("a remark",),
        stops=(Stop(100.0, 30.0, "pause"), Stop(200.0, 30.0, "interruption")),
        katas=(
            KataPart(
                id="kata01_lost_update",
                title="Lost update",
                level=1,
                minutes=15,
                topics=("lock",),
                began=10.0,
                seconds=600.0,
                outcome="race",
                hints=(HintTaken(50.0, "1: How many steps?"),),
                frames=frames(),
                follow_ups="1. Why `with`?\n2. What else?\n",
            ),
        ),
        questions=(
            QuestionPart(
                id=QUESTION.id,
                ask=QUESTION.ask,
                level=2,
                topics=QUESTION.topics,
                began=0.0,
                seconds=10.0,
                answer=f"Well.\n{HOSTILE}",
                points=tuple(PointOfAnswer(t, m) for t, m in zip(QUESTION.strong, MARKS, strict=False)),
                acceptable=QUESTION.acceptable,
                weak=QUESTION.weak,
                follow_ups=QUESTION.follow_ups,
                references=QUESTION.references,
            ),
        ),
        not_reached=2,
        notes=(Note(5.0, HOSTILE, private=True), Note(6.0, "fine")),
        rubric=(
            summed_up("code", points),
            summed_up("correctness", ()),
            summed_up("communication", points[:2]),
        ),
        strengths=("Code: good.",),
        practise=(Practice("kata02_x", "Next one", "A race."),),
        read=(Reading("What wait does.", "https://docs.python.org/3.14/", "?"),),
    )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_anybody_can_use_it(chromium: Browser, *, dark: bool) -> None:
    """axe-core finds nothing wrong, with every picture and everything unfolded; the console stays empty."""
    chromium.show(html(document()), dark=dark)
    assert chromium.said() == []
    assert chromium.faults() == []
    chromium.run("for (const part of document.querySelectorAll('details')) part.open = true")
    chromium.run("for (const part of document.querySelectorAll('.frame')) part.hidden = false")
    assert chromium.faults() == []


def test_plays_back(chromium: Browser) -> None:
    """One picture at a time: the last first, back and on by buttons, and by the links of the course."""
    chromium.show(html(document()))

    def seen() -> list[str]:
        shown = chromium.all(".frame:not([hidden])")
        return [frame.get_attribute("id") or "" for frame in shown]

    last = len(frames())
    assert seen() == [f"k1-f{last}"]
    chromium.one(".playback > .transport [data-go=back]").click()
    assert seen() == [f"k1-f{last - 1}"]
    chromium.one(".playback > .transport [data-go=on]").click()
    assert seen() == [f"k1-f{last}"]
    chromium.run("location.hash = '#k1-f2'")
    assert chromium.driver.execute_async_script(
        "const done = arguments[0]; setTimeout(() => done("
        "[...document.querySelectorAll('.frame:not([hidden])')].map(f => f.id)), 200)"
    ) == ["k1-f2"]


def test_hostile_text_is_only_text(chromium: Browser) -> None:
    """Nothing that was typed becomes an element."""
    chromium.show(html(document()))
    assert chromium.all("img, main b b, main script:not([type])") == []
    assert "onerror" in chromium.one(".notes").text


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_nothing_is_wider_than_the_screen(width: int, chromium: Browser) -> None:
    """What is wide scrolls in its own box."""
    chromium.show(html(document()), width=width)
    chromium.run("for (const part of document.querySelectorAll('details')) part.open = true")
    chromium.run("for (const part of document.querySelectorAll('.frame')) part.hidden = false")
    wide = chromium.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
