"""The report as Markdown: to be read anywhere, and to be sent to a person who was not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from grader.interview.clock import mmss
from grader.interview.events import Mark
from grader.report import words
from grader.report.style import Style, clean
from grader.report.terminal import evidence
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.interview.playback import Frame
    from grader.interview.rubric import Competency
    from grader.interview.summary import Document, KataPart, QuestionPart

_WIDTH = 100
_TICKS = {Mark.SEEN: "yes", Mark.PARTLY: "partly", Mark.MISSED: "no", "": "not scored"}


def markdown(made: Document) -> str:
    """The whole report."""
    parts = [_head(made), _rubric(made), _advice(made)]
    parts += [_kata(kata) for kata in made.katas]
    if made.questions:
        parts.append("## Questions")
        parts += [_question(question) for question in made.questions]
    if made.notes:
        notes = (f"- {mmss(n.used)}{' (private)' if n.private else ''} {_said(n.text)}" for n in made.notes)
        parts.append("## Notes\n\n" + "\n".join(notes))
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(made: Document) -> str:
    facts = [
        f"{made.began.astimezone():%Y-%m-%d %H:%M}",
        f"{mmss(made.used)} of {made.minutes} minutes used",
        f"level {made.level}",
        f"seed {made.seed}",
        "with an interviewer" if made.interviewer else "alone",
    ]
    lines = [f"# Interview {made.number}", "", " · ".join(facts)]
    if made.topics:
        lines += ["", f"Topics: {', '.join(made.topics)}."]
    lines += [f"\nMind: {remark}." for remark in made.remarks]
    lines += [
        f"\n{stop.why.capitalize()} at {mmss(stop.used)}, for {mmss(stop.seconds)}." for stop in made.stops
    ]
    if made.not_reached:
        lines += ["", f"Not reached: {made.not_reached} of what was planned."]
    return "\n".join(lines)


def _rubric(made: Document) -> str:
    rows = [f"| {one.name} | **{one.level}** | {_worth(one)} |" for one in made.rubric]
    rows = ["| competency | | points |", "| --- | --- | --- |", *rows]
    details = []
    for competency in made.rubric:
        if competency.points:
            details += ["", f"**{competency.name.capitalize()}**", ""]
            for point in competency.points:
                about = f"{point.about}, " if point.about else ""
                details.append(f"- {_TICKS[point.mark]}: {point.text} *({about}by the {point.by})*")
    return "\n".join(["## Rubric", "", *rows, "", made.rule, *details])


def _worth(competency: Competency) -> str:
    worth = sum(point.mark.worth for point in competency.points)
    return f"{worth:g} of {len(competency.points)}" if competency.points else ""


def _advice(made: Document) -> str:
    lines: list[str] = []
    if made.strengths:
        lines += ["## Strengths", "", *(f"- {strength}" for strength in made.strengths), ""]
    if made.practise:
        lines += ["## What to practise next", ""]
        lines += [f"- `grader start {p.kata[:6]}` {p.title}: {p.why}" for p in made.practise]
    if made.read:
        lines += ["", "Read:", "", *(f"- {reading.says} <{reading.url}>" for reading in made.read)]
    return "\n".join(lines).strip()


def _kata(kata: KataPart) -> str:
    about = f"Level {kata.level}, {', '.join(kata.topics)}."
    time = f"Begun at {mmss(kata.began)}, {mmss(kata.seconds)} of {kata.minutes} minutes."
    lines = [f"## {kata.title} ({kata.id}): {kata.outcome}", "", f"{about} {time}"]
    if kata.hints:
        lines += [
            "",
            "Hints taken: " + "; ".join(f"{mmss(hint.used)} hint {hint.text}" for hint in kata.hints) + ".",
        ]
    for frame in kata.frames:
        lines += ["", *_frame(frame)]
    if kata.follow_ups:
        lines += ["", "### What to be asked next", "", kata.follow_ups]
        lines += ["", f"The answers: `grader solution {kata.id[:6]} --give-up`."]
    return "\n".join(lines)


def _frame(frame: Frame) -> Iterable[str]:
    if frame.kind == "saved":
        yield f"### {mmss(frame.used)} saved"
    else:
        mark = words.mark(Verdict(frame.verdict), unicode=True) if frame.report else "?"
        where = f" in {frame.stage}" if frame.stage else ""
        late = ", after the time" if frame.late else ""
        yield f"### {mmss(frame.used)} checked: {mark} {frame.verdict.replace('_', ' ')}{where}{late}"
    if frame.sentence:
        yield f"\n{_said(frame.sentence)}"
    if frame.cause:
        yield f"\n{_said(frame.cause)}"
    if frame.diff:
        yield f"\n{fenced(frame.diff, 'diff')}"
    shown = drawn(frame)
    if shown:
        yield f"\n{fenced(shown)}"


def drawn(frame: Frame) -> str:
    """The evidence of a check that failed, as the terminal shows it."""
    deciding = frame.report.deciding if frame.report else None
    if deciding is None:
        return ""
    return evidence(deciding, Style(width=_WIDTH, unicode=True))


def _said(text: str) -> str:
    """What a person or a submission said, with no say on how it is drawn as HTML."""
    return clean(text).replace("<", "&lt;")


def fenced(text: str, language: str = "") -> str:
    """A block of code, whatever stands in it."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{clean(text).rstrip()}\n{fence}"


def _question(question: QuestionPart) -> str:
    lines = [
        f"### {question.ask}",
        "",
        f"Level {question.level}, {', '.join(question.topics)}; {mmss(question.seconds)}.",
    ]
    if question.answer:
        lines += ["", *(f"> {line}" for line in _said(question.answer).splitlines())]
    lines += ["", "A strong answer says:", ""]
    lines += [f"- {_TICKS[point.mark]}: {point.text}" for point in question.points]
    lines += ["", f"Acceptable: {question.acceptable}", "", f"Weak: {question.weak}", ""]
    lines += [f"- {follow_up.ask} *{follow_up.answer}*" for follow_up in question.follow_ups]
    lines += ["", *(f"- {ref.says} <{ref.url}>" for ref in question.references)]
    return "\n".join(lines)
