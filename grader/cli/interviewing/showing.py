"""What is told of an interview, as text: the bar below the prompt, how far it is, what to listen for."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from grader.interview.clock import mmss, urgency

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.interview.bank import Question
    from grader.interview.session import Session
    from grader.interview.state import Standing

_SHORT = 60  # columns; below it the bar keeps to the time and what is asked


def bar(session: Session, help_: str, width: int) -> tuple[str, str]:
    """The line below the prompt: the time first, in words as well as in colour; width 0: the time alone."""
    standing, left = session.standing, session.time_left()
    state = urgency(left)
    time = f"{mmss(left)} left" if left > 0 else f"{mmss(-left)} over the time"
    if standing.paused:
        time += ", paused"
    elif state == "red":
        time += " !!"
    elif state == "amber":
        time += " !"
    if not width:
        return time, state
    parts = [time, place(standing)]
    if width >= _SHORT:
        parts.append(help_)
    text = " · ".join(part for part in parts if part)
    return text, state


def place(standing: Standing) -> str:
    """``kata 1 of 2: kata01``."""
    item = standing.item
    if standing.index < 0:
        return "not begun"
    if item is None:
        return "all asked: `finish` ends it"
    same = [other for other in standing.plan.items if other.kind == item.kind]
    name = f": {item.id[:6]}" if item.kind == "kata" else ""
    return f"{item.kind} {same.index(item) + 1} of {len(same)}{name}"


def counts(standing: Standing) -> str:
    """``1 kata and 3 questions``, without their names."""
    items = standing.plan.items
    katas = sum(item.kind == "kata" for item in items)
    return f"{_count(katas, 'kata')} and {_count(len(items) - katas, 'question')}"


def points(question: Question, standing: Standing) -> str:
    """For the interviewer: what to hear, with what was scored, as Markdown."""
    lines = [f"**Listen for** ({', '.join(question.topics)}; level {question.level}):", ""]
    for index, text in enumerate(question.strong):
        mark = standing.mark(question.point(index))
        lines.append(f"{index + 1}. {text}" + (f" *({mark.value})*" if mark else ""))
    lines += ["", f"**Acceptable:** {question.acceptable}", "", f"**Weak:** {question.weak}", ""]
    lines += [f"- *Then ask:* {follow_up.ask} *{follow_up.answer}*" for follow_up in question.follow_ups]
    lines += ["", *(f"- {reference.says} {reference.url}" for reference in question.references)]
    return "\n".join(lines)


def unknown(word: str, known: Iterable[str]) -> str:
    """What to say to a word that is no command."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"there is no `{word}`{f'; did you mean `{near[0]}`?' if near else ''}; `help` shows what there is"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
