"""The report: what was found, played back; the rubric; what to practise; in all its forms."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import jsonschema
import msgspec
import pytest

from grader.interview.events import Mark
from grader.interview.html import html
from grader.interview.markdown import fenced, markdown
from grader.interview.past import seen
from grader.interview.progress import compared, topics
from grader.interview.rubric import RULE, Point, judged, observables, summed_up
from grader.interview.summary import Document, document, encode, schema
from grader.verdict import Verdict

if TYPE_CHECKING:
    from interview_samples import FakeClock, Judge

    from grader.interview.session import Session

HOSTILE = "</script><img src=x onerror=alert(1)>\u202e```\n# not a heading"


def work(session: Session, clock: FakeClock, source: str) -> None:
    """Write the file and check it, half a minute later."""
    kata = session.kata()
    assert kata is not None
    session.attempt(kata).write_text(source)
    clock.go(30)
    session.check()


def told(session: Session, *, private: bool = False) -> Document:
    """The report of the session."""
    return document(session.material, session.standing, passed=(), private=private)


@pytest.fixture
def played(session: Session, clock: FakeClock, judge: Judge) -> Session:
    """A whole session: a question answered, a race checked, mended with a hint, passed; then scored."""
    question = session.question()
    assert question is not None
    session.answer(question, f"Because of exceptions. {HOSTILE}")
    clock.go(60)
    session.next()
    judge.says = [Verdict.RACE, Verdict.PASSED]
    work(session, clock, "a = 1\n")
    session.hint()
    clock.go(200)
    work(session, clock, f"a = 1\nb = 2  # {HOSTILE!r}\n")
    session.note("well explained")
    session.note("nervous", private=True)
    session.finish()
    for index in range(len(question.strong)):
        session.score(question.point(index), Mark.SEEN if index else Mark.MISSED, "candidate")
    session.score("code.simple", Mark.PARTLY, "candidate")
    return session


def test_playback(played: Session) -> None:
    """Each check has its source, its verdict, when it was, and what changed since the one before."""
    (kata,) = told(played).katas
    race, passed = kata.frames
    assert (race.verdict, race.stage, race.used, race.source) == ("race", "schedules", 90.0, "a = 1\n")
    assert race.sentence == "It holds."
    assert "+a = 1" in race.diff
    assert (passed.verdict, passed.used) == ("passed", 320.0)
    assert "+b = 2" in passed.diff
    assert "a = 1" not in [line[1:] for line in passed.diff.splitlines() if line[0] in "+-"]
    assert kata.outcome == "passed"
    assert [hint.used for hint in kata.hints] == [90.0]


def test_saves_between_checks_are_played_back(session: Session, clock: FakeClock, judge: Judge) -> None:
    """A save that no check shows is a picture of its own; the starter and repeats are none."""
    session.next()
    session.beat()
    kata = session.kata()
    assert kata is not None
    session.attempt(kata).write_text("half\n")
    session.beat()
    judge.says = [Verdict.WRONG, Verdict.WRONG]
    work(session, clock, "whole\n")
    work(session, clock, "whole\n")
    (part,) = told(session).katas
    assert [(frame.kind, frame.source) for frame in part.frames] == [
        ("saved", "half\n"),
        ("checked", "whole\n"),
        ("checked", "whole\n"),
    ]
    assert part.frames[2].diff == ""


def test_late_pass_is_said_to_be_late(session: Session, clock: FakeClock, judge: Judge) -> None:
    """A pass after the time is over counts in part, and is called late."""
    session.next()
    clock.go(46 * 60)
    judge.says = [Verdict.PASSED]
    work(session, clock, "a = 1\n")
    session.finish()
    (kata,) = told(session).katas
    assert kata.outcome == "passed late"
    assert kata.frames[0].late
    kata_points = judged(session.standing, session.material.catalogue.find("1"))
    assert kata_points[0][1].mark is Mark.PARTLY


@pytest.mark.parametrize(
    ("verdicts", "name", "marks"),
    [
        ([Verdict.PASSED], "correctness", ["seen", "seen"]),
        ([Verdict.WRONG, Verdict.PASSED], "correctness", ["seen", "missed"]),
        ([Verdict.RACE], "correctness", ["missed", "seen"]),
        ([Verdict.SLOW], "correctness", ["partly", "seen"]),
        ([Verdict.PASSED], "concurrency reasoning", ["seen", "seen"]),
        ([Verdict.RACE, Verdict.RACE, Verdict.PASSED], "concurrency reasoning", ["partly", "seen", "seen"]),
        ([Verdict.RACE] * 4 + [Verdict.PASSED], "concurrency reasoning", ["partly", "partly", "seen"]),
        ([Verdict.DEADLOCK], "concurrency reasoning", ["missed", "missed", "seen"]),
        ([Verdict.INCONCLUSIVE], "concurrency reasoning", []),
        ([Verdict.INCONCLUSIVE, Verdict.PASSED], "concurrency reasoning", ["seen", "seen"]),
        ([], "correctness", ["missed"]),
    ],
)
def test_points_from_verdicts(  # noqa: PLR0913, PLR0917  what a case is made of
    session: Session, clock: FakeClock, judge: Judge, verdicts: list[Verdict], name: str, marks: list[str]
) -> None:
    """What the judge found becomes points: an undecided check is held against nobody."""
    session.next()
    judge.says = list(verdicts)
    for number in range(len(verdicts)):
        work(session, clock, f"a = {number}\n")
    found = judged(session.standing, session.material.catalogue.find("1"))
    assert [point.mark.value for which, point in found if which == name] == marks


def test_tool_is_judged_where_the_kata_asks_for_one(session: Session, clock: FakeClock, judge: Judge) -> None:
    """Of a CPU kata the benchmark's verdict is a point about the tool; a mended one is part of it."""
    session.next()
    judge.says = [Verdict.WRONG_TOOL, Verdict.PASSED]
    work(session, clock, "a = 1\n")
    work(session, clock, "a = 2\n")
    cpu = session.material.catalogue.find("3")
    standing = session.standing
    assert not [
        point for name, point in judged(standing, session.material.catalogue.find("1")) if "tool" in name
    ]
    moved = {"kata01_tickets": cpu.id}
    for check in standing.checks:
        object.__setattr__(check, "kata", moved[check.kata])
    assert [p.mark for name, p in judged(standing, cpu) if name == "choice of tool"] == [Mark.PARTLY]


@pytest.mark.parametrize(
    ("marks", "level"),
    [
        ("", "not observed"),
        ("s", "not observed"),
        ("ss", "strong"),
        ("sssm", "strong"),
        ("ssm", "acceptable"),
        ("pp", "acceptable"),
        ("smm", "weak"),
    ],
)
def test_rule(marks: str, level: str) -> None:
    """Three quarters are strong, half is acceptable, fewer than two points are no observation."""
    by_letter = {"s": Mark.SEEN, "p": Mark.PARTLY, "m": Mark.MISSED}
    assert summed_up("code", [Point("", by_letter[mark], "judge") for mark in marks]).level == level
    assert "three quarters" in RULE


def test_five_competencies_have_points_to_see() -> None:
    """A person looks for points of each competency that the judge cannot see."""
    counted = {name: [o for o in observables() if o.competency == name] for name in ("communication", "code")}
    assert all(len(found) >= 3 for found in counted.values())
    assert len({o.key for o in observables()}) == len(observables())


def test_untouched_starter_says_nothing_about_the_candidate(
    session: Session, clock: FakeClock, judge: Judge
) -> None:
    """A check of the starter as it is earns and costs no point but the pass."""
    session.next()
    kata = session.kata()
    assert kata is not None
    judge.says = [Verdict.WRONG, Verdict.PASSED]
    work(session, clock, kata.starter.read_text())
    work(session, clock, "mine\n")
    found = judged(session.standing, kata)
    assert [p.mark for name, p in found if name == "correctness"] == [Mark.SEEN, Mark.SEEN]


def test_practise_next_names_katas(session: Session, clock: FakeClock, judge: Judge) -> None:
    """What was left open comes first, with how it ended."""
    session.next()
    judge.says = [Verdict.RACE]
    work(session, clock, "a = 1\n")
    session.finish()
    practise = told(session).practise
    assert practise[0].kata == "kata01_tickets"
    assert "race" in practise[0].why


def test_all_well_names_the_next_step_up(session: Session, clock: FakeClock, judge: Judge) -> None:
    """With nothing left open the next kata is one level on."""
    session.next()
    judge.says = [Verdict.PASSED]
    work(session, clock, "a = 1\n")
    session.finish()
    made = told(session)
    assert [p.kata for p in made.practise] == ["kata02_turnstile"]
    assert any("first check" in strength for strength in made.strengths)


def test_private_notes_stay_private(played: Session) -> None:
    """The report has them only where they are asked for."""
    for render in (markdown, html, encode):
        assert "nervous" not in render(told(played))
        assert "nervous" in render(told(played, private=True))


def test_json_has_a_schema(played: Session) -> None:
    """The document is valid by its schema, and reads back as it was."""
    text = encode(told(played))
    jsonschema.validate(json.loads(text), schema())
    assert msgspec.json.decode(text, type=Document) == told(played)


def test_hostile_text_does_no_harm(played: Session) -> None:
    """What a candidate typed is shown, never carried out, in the page and in Markdown."""
    page, text = html(told(played)), markdown(told(played))
    assert "<img src=x" not in page
    assert "\u202e" not in page
    assert "\u202e" not in text
    assert "\n# not a heading" not in text
    assert "<img" not in re.sub(r"(?s)(`{3,}).*?\1", "", text)


@pytest.mark.parametrize("text", ["plain", "``` inside", "`````"])
def test_fence_is_longer_than_what_it_holds(text: str) -> None:
    """A block of code ends where it should."""
    opening = fenced(text, "diff").splitlines()[0].removesuffix("diff")
    assert set(opening) == {"`"}
    assert opening not in text


def test_markdown_tells_all(played: Session) -> None:
    """Verdicts over time with their difference, the rubric, the question with its points, the advice."""
    text = markdown(told(played))
    for part in (
        "### 1:30 checked: ✗ race in schedules",
        "### 5:20 checked: ✓ passed",
        "```diff",
        "| code | **not observed** |",
        "## Questions",
        "Acceptable:",
        "well explained",
        "What to practise next",
        "https://docs.python.org/3.14/",
    ):
        assert part in text, part


def test_page_is_whole(played: Session) -> None:
    """The page has the course, the playback and the links between them, and fetches nothing."""
    page = html(told(played))
    for part in ('href="#k1-f1"', 'id="k1-f1"', 'class="playback"', "Rubric", "5:20"):
        assert part in page, part
    assert re.search(r"<[a-z]+[^>]* src=", page) is None


def test_pauses_and_interruptions_are_told(session: Session, clock: FakeClock) -> None:
    """How often the clock stood, for how long, and why."""
    session.pause()
    clock.go(90)
    session.resume()
    session.release()
    clock.go(50)
    session.take()
    stops = told(session).stops
    assert [(stop.why, stop.seconds) for stop in stops] == [("pause", 90.0), ("interruption", 50.0)]
    session.release()


def test_progress_by_topic(played: Session) -> None:
    """A topic's share is of katas passed and points seen; sessions stand side by side."""
    made = told(played)
    (question,) = (q for q in made.questions)
    share = topics(made)[question.topics[0]]
    assert share == pytest.approx((len(question.points) - 1) / len(question.points))
    facts, competencies, by_topic = compared([made, made])
    assert dict(facts.rows)["katas passed"] == ("1 of 1", "1 of 1")
    assert dict(competencies.rows)["code"] == ("not observed", "not observed")
    assert dict(by_topic.rows)[question.topics[0]][0].endswith("%")


def test_what_was_reached_was_seen(played: Session, clock: FakeClock) -> None:
    """Only what was shown counts as seen; what was planned and not reached is still new."""
    known = seen(played.material.log, (), clock.now())
    reached = set(played.standing.reached)
    assert set(known) == reached
    assert len(played.standing.plan.items) > len(reached)
