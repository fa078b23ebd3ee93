"""The interviewer's prompt, in a second terminal: what to listen for, private notes, scoring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.cli.interviewing import showing
from grader.cli.interviewing.heart import Heart
from grader.cli.learn import show_markdown
from grader.errors import GraderError, UsageError
from grader.interview.clock import mmss
from grader.interview.events import (
    Answered,
    Finished,
    Hinted,
    Judged,
    Mark,
    Noted,
    Paused,
    Reached,
    Resumed,
)
from grader.interview.rubric import observables
from grader.interview.session import follow_ups
from grader.report import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.cli.desk import Desk
    from grader.cli.interviewing.reader import Reader
    from grader.interview.events import Event, Item
    from grader.interview.log import Moment
    from grader.interview.session import Session

HELP = """\
ask [N]          what is asked now and what to listen for; with a number, of an earlier item
items            what was asked so far, and what of it is scored
N yes|part|no    score point N of the list that was shown last (also: seen, partly, missed)
rubric           the points on communication, code and reasoning, to be scored in the same way
debrief          why the kata's answer works, its traps, the answers to the follow-up questions
source           the candidate's file, as it is now
note TEXT        a private note; the candidate does not see it
say TEXT         a note that the candidate's report shows
pause, resume    let the clock stand, and run again
status           how far the interview is
finish           end the interview; its report is made
quit             leave this prompt; the interview goes on without you"""
SHORT_HELP = "ask items  N yes|part|no  rubric debrief source note finish help"
_MARKS = {
    "y": Mark.SEEN, "yes": Mark.SEEN, "seen": Mark.SEEN,
    "p": Mark.PARTLY, "part": Mark.PARTLY, "partly": Mark.PARTLY,
    "n": Mark.MISSED, "no": Mark.MISSED, "missed": Mark.MISSED,
}  # fmt: skip

_PLAIN_NEWS: dict[type[Event], str] = {
    Reached: "Went on; `ask` shows what is asked now.",
    Paused: "The clock stands.",
    Resumed: "The clock runs.",
    Finished: "The interview is over. Score what is open; leaving writes the report anew.",
}


class Observer:
    """One interviewer beside one session; ``run`` returns when the interviewer leaves."""

    def __init__(
        self, desk: Desk, session: Session, reader: Reader, status: Callable[[Session], str]
    ) -> None:
        self._desk = desk
        self._session = session
        self._reader = reader
        self._screen = desk.screen
        self._status_of = status
        self._points: tuple[str, ...] = ()  # the keys of the list that was shown last
        self._verbs: dict[str, Callable[[str], None]] = {
            "ask": self._ask,
            "items": self._items,
            "rubric": self._rubric,
            "debrief": self._debrief,
            "source": self._source,
            "note": self._note,
            "say": self._say,
            "pause": lambda _: session.pause(),
            "resume": lambda _: session.resume(),
            "status": self._status,
            "finish": lambda _: session.finish(),
            "help": self._help,
        }

    def run(self) -> None:
        """Read and carry out lines until the interviewer leaves."""
        self._help("")
        self._ask("")
        with Heart(self._session, lambda _: None, self._news):
            while True:
                try:
                    line = self._reader.ask("interviewer").strip()
                except (EOFError, KeyboardInterrupt):
                    return
                if line.lower() in {"quit", "exit"}:
                    return
                self.do(line)

    def do(self, line: str) -> None:
        """Carry out one line."""
        word, _, rest = line.partition(" ")
        if not word:
            return
        try:
            if word.isdecimal():
                self._score(int(word), rest.strip().lower())
                return
            verb = self._verbs.get(word.lower())
            if verb is None:
                raise UsageError(showing.unknown(word, self._verbs))
            verb(rest.strip())
        except GraderError as error:
            self._screen.show(f"grader: {error}")

    def _news(self, moment: Moment) -> None:
        told = news(moment)
        if told:
            self._reader.notice(f"[{mmss(moment.used)}] {told}")

    def _ask(self, rest: str) -> None:
        session = self._session
        standing = session.standing
        item = self._earlier(rest) if rest else standing.item
        if item is None:
            self._screen.show("All was asked. `items` shows what is still to be scored; `finish` ends it.")
        elif item.kind == "question":
            question = session.material.bank[item.id]
            self._points = tuple(question.point(index) for index in range(len(question.strong)))
            show_markdown(self._desk, f"## {question.ask}\n\n{showing.points(question, standing)}")
        else:
            kata = session.material.catalogue.find(item.id)
            manifest = kata.manifest
            head = f"## {manifest.title} (level {manifest.level}, {manifest.minutes} minutes)"
            asked = follow_ups(kata) or "(none are written down)"
            show_markdown(self._desk, f"{head}\n\n**Ask when it is done** (`debrief` answers):\n\n{asked}")
            self._rubric("")

    def _earlier(self, rest: str) -> Item:
        standing = self._session.standing
        if not rest.isdecimal() or not 1 <= int(rest) <= len(standing.reached):
            raise UsageError(f"there is no item {rest} yet; `items` shows those that were asked")
        return standing.plan.items[int(rest) - 1]

    def _items(self, _rest: str) -> None:
        standing = self._session.standing
        for number, item in enumerate(standing.plan.items[: len(standing.reached)], start=1):
            question = self._session.material.bank.get(item.id)
            if question is None:
                self._screen.show(f"{number}. {item.id}")
                continue
            marks = [standing.mark(question.point(index)) for index in range(len(question.strong))]
            scored = sum(mark is not None for mark in marks)
            self._screen.show(f"{number}. {question.ask} ({scored} of {len(marks)} points scored)")
        scored = sum(standing.mark(observable.key) is not None for observable in observables())
        self._screen.show(f"rubric: {scored} of {len(observables())} points scored")

    def _rubric(self, _rest: str) -> None:
        standing = self._session.standing
        self._points = tuple(observable.key for observable in observables())
        lines = ["**To be scored**, by number:", ""]
        for number, observable in enumerate(observables(), start=1):
            mark = standing.mark(observable.key)
            said = f" *({mark.value})*" if mark else ""
            lines.append(f"{number}. {observable.competency}: {observable.text}{said}")
        show_markdown(self._desk, "\n".join(lines))

    def _score(self, number: int, word: str) -> None:
        if not 1 <= number <= len(self._points):
            raise UsageError(f"there is no point {number}; `ask` and `rubric` show the points")
        if word not in _MARKS:
            raise UsageError(f"how was it? `{number} yes`, `{number} part` or `{number} no`")
        self._session.score(self._points[number - 1], _MARKS[word], "interviewer")
        self._screen.show(f"Point {number}: {_MARKS[word].value}.")

    def _debrief(self, _rest: str) -> None:
        kata = self._session.kata()
        if kata is None:
            raise UsageError("what is asked now is no kata; `ask` shows what to listen for")
        show_markdown(self._desk, kata.debrief.read_text(encoding="utf-8"))

    def _source(self, _rest: str) -> None:
        kata = self._session.kata()
        if kata is None:
            raise UsageError("what is asked now is no kata; there is no file")
        path = self._session.attempt(kata)
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}") from error
        self._screen.show(text)

    def _note(self, text: str) -> None:
        if not text:
            raise UsageError("what shall be noted? `note hesitated at the lock order`")
        self._session.note(text, private=True)
        self._screen.show("Noted, for you alone.")

    def _say(self, text: str) -> None:
        if not text:
            raise UsageError("what shall the report say? `say well explained`")
        self._session.note(text)
        self._screen.show("Noted; the report shows it.")

    def _status(self, _rest: str) -> None:
        self._screen.show(self._status_of(self._session))

    def _help(self, _rest: str) -> None:
        self._screen.show(HELP)


def news(moment: Moment) -> str:
    """What an event means to the interviewer, in a line; nothing for those of no interest."""
    event = moment.event
    if isinstance(event, Noted):
        return "" if event.private else f"Noted: {event.text}"
    if isinstance(event, Judged):
        stage = event.report.deciding
        return f"Checked: {words.name(event.report.verdict)}" + (f" in {stage.stage}." if stage else ".")
    if isinstance(event, Hinted):
        return f"Took hint {event.number}: {event.title}"
    if isinstance(event, Answered):
        return f"Answered: {event.text}"
    return _PLAIN_NEWS.get(type(event), "")
