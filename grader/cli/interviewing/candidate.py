"""The candidate's prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.cli.interviewing import showing
from grader.cli.interviewing.heart import Heart
from grader.cli.judging import show_report
from grader.cli.learn import show_markdown
from grader.errors import GraderError, UsageError
from grader.history import Kind
from grader.interview.clock import mmss
from grader.interview.events import Finished, Paused, Resumed
from grader.judge import replay
from grader.report.style import clean
from grader.submission import read
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.cli.desk import Desk
    from grader.cli.interviewing.reader import Reader
    from grader.interview.log import Moment
    from grader.interview.session import Session
    from grader.protocol import Progress
    from grader.verdict import Report

HELP = """\
check            judge the file; the time runs on
hint             the next hint of the kata; it counts
replay STRING    play a schedule of a report once more, every step
answer           type what you answer to a question; an empty line ends it
task             show what is asked, once more
note TEXT        keep a note for the report
pause, resume    let the clock stand, and run again; it is written down
next             leave this for good, and go on to what comes next
status           how far you are
finish           end the interview; its report is made
Ctrl-D           leave; `grader interview resume` goes on, and nothing is lost"""
SHORT_HELP = "check hint answer task note pause next finish help"


class Candidate:
    """One prompt of one session; ``run`` returns when the session is finished or left."""

    def __init__(self, desk: Desk, session: Session, reader: Reader) -> None:
        self._desk = desk
        self._session = session
        self._reader = reader
        self._screen = desk.screen
        self._verbs: dict[str, Callable[[str], None]] = {
            "check": self._check,
            "hint": self._hint,
            "replay": self._replay,
            "answer": self._answer,
            "task": self._task,
            "note": self._note,
            "pause": self._pause,
            "resume": self._resume,
            "next": self._next,
            "status": self._status,
            "finish": self._finish,
            "help": self._help,
        }

    def run(self) -> bool:
        """Read and carry out lines; whether the session is finished."""
        with Heart(self._session, self._reader.notice, self._news):
            self._task("")
            while not self._session.standing.finished:
                try:
                    line = self._reader.ask(self._label()).strip()
                except EOFError:
                    return False
                except KeyboardInterrupt:
                    self._screen.show("Ctrl-D leaves the interview; `finish` ends it.")
                    continue
                self.do(line)
        return True

    def do(self, line: str) -> None:
        """Carry out one line."""
        word, _, rest = line.removeprefix("grader ").strip().partition(" ")  # as reports name commands
        if not word or self._session.standing.finished:
            return
        verb = self._verbs.get(word.lower())
        try:
            if verb is None:
                raise UsageError(showing.unknown(word, self._verbs))
            verb(rest.strip())
        except GraderError as error:
            self._screen.show(f"grader: {error}")
        except KeyboardInterrupt:
            self._screen.show("Taken back; nothing is left running.")

    def _label(self) -> str:
        standing = self._session.standing
        item = standing.item
        if standing.paused:
            return "paused"
        return "interview" if item is None else item.id[:6] if item.kind == "kata" else "question"

    def _news(self, moment: Moment) -> None:
        """What the interviewer does that the candidate must know."""
        event = moment.event
        if isinstance(event, Finished):
            self._reader.notice("The interview is over.")
            self._reader.wake()
        elif isinstance(event, Paused):
            self._reader.notice("The clock stands.")
        elif isinstance(event, Resumed) and not event.interrupted:
            self._reader.notice("The clock runs.")

    def _check(self, _rest: str) -> None:
        show(self._desk, check(self._desk, self._session))

    def _hint(self, _rest: str) -> None:
        hint(self._desk, self._session)

    def _replay(self, rest: str) -> None:
        kata = self._session.kata()
        schedule = next((word for word in rest.split() if ":" in word), "")
        if kata is None or not schedule:
            raise UsageError("which schedule of the kata? The report says: `replay test_...:...`")
        path = self._session.attempt(kata)
        with self._screen.progress("Replaying") as update:
            report = replay(kata, path, schedule, listen=listener(self._session, update))
        show_report(self._desk, report, full=True, interview=True)

    def _answer(self, rest: str) -> None:
        question = self._session.question()
        if question is None:
            raise UsageError("what is asked now is a kata: `check` judges your file")
        lines = [rest] if rest else self._lines()
        if lines:
            self._session.answer(question, "\n".join(lines))
            self._screen.show("Kept; `answer` replaces it, `next` goes on.")

    def _lines(self) -> Sequence[str]:
        self._screen.show("Type your answer in a few words; an empty line ends it.")
        lines: list[str] = []
        while line := self._reader.ask("...").rstrip():
            lines.append(line)
        return lines

    def _task(self, _rest: str) -> None:
        session = self._session
        standing = session.standing
        if standing.paused:
            self._screen.show("The interview is paused; `resume` goes on.")
            return
        kata, question = session.kata(standing), session.question()
        if kata is not None:
            path = session.attempt(kata)
            show_markdown(self._desk, (path.parent / "README.md").read_text(encoding="utf-8"))
            place = self._desk.place(path)
            self._screen.show(f"\nEdit {place} in your editor; `check` judges it. `hint` helps, and counts.")
        elif question is not None:
            ask = "Answer aloud." if standing.plan.interviewer else "Answer aloud, as you would to a person."
            kept = (
                "" if standing.plan.interviewer else " `answer` keeps it in a few words, to be scored later."
            )
            show_markdown(self._desk, f"## Question\n\n**{question.ask}**")
            self._screen.show(f"\n{ask}{kept} `next` goes on.")
        else:
            self._screen.show("That was all. `finish` ends the interview; there is a report.")

    def _note(self, text: str) -> None:
        if not text:
            raise UsageError("what shall be noted? `note the lock order is wrong`")
        self._session.note(text)
        self._screen.show("Noted.")

    def _pause(self, _rest: str) -> None:
        self._session.pause()
        self._screen.show("The clock stands; `resume` goes on.")

    def _resume(self, _rest: str) -> None:
        self._session.resume()
        self._screen.show("The clock runs.")

    def _next(self, _rest: str) -> None:
        self._session.next()
        self._task("")

    def _status(self, _rest: str) -> None:
        self._screen.show(status(self._session))

    def _help(self, _rest: str) -> None:
        self._screen.show(HELP)

    def _finish(self, _rest: str) -> None:
        standing, left = self._session.standing, self._session.time_left()
        if left > 0 and standing.item is not None:
            sure = self._reader.ask(f"End the interview with {mmss(left)} left? yes or no")
            if sure.strip().lower() not in {"y", "yes"}:
                self._screen.show("It goes on.")
                return
        self._session.finish()


def check(desk: Desk, session: Session) -> Report:
    """Judge what is asked now; the check is the session's, and stands in the learner's history as well."""
    kata = session.kata()
    number = None
    if kata is not None and not session.standing.paused:
        path, note = session.attempt(kata), f"interview {session.number}"
        number = desk.history.record(kata.id, Kind.CHECK, path=path, source=read(kata, path).data, note=note)
    with desk.screen.progress("Judging") as update:
        _, report = session.check(listen=listener(session, update))
    desk.history.judged(number, report)
    return report


def show(desk: Desk, report: Report) -> None:
    """A check's report, and where the interview goes on after a pass."""
    show_report(desk, report, interview=True)
    if report.verdict is Verdict.PASSED:
        desk.screen.show("\nDone; `next` goes on. Debrief and solution open with `finish`.")


def hint(desk: Desk, session: Session) -> None:
    """Show the next hint; it counts."""
    found = session.hint()
    if found is None:
        desk.screen.show("These were all hints of this kata.")
        return
    show_markdown(desk, f"## Hint {found.number} of {found.of}: {found.title}\n\n{found.body}")


def listener(session: Session, update: Callable[[str], None]) -> Callable[[Progress], None]:
    """What is told of a running check: the time left stays in sight."""

    def listen(progress: Progress) -> None:
        place = f"{progress.stage} {progress.number} of {progress.of}" if progress.of else progress.stage
        update(f"{mmss(session.time_left())} left  {place}  {clean(progress.sentence or progress.text)}")

    return listen


def status(session: Session) -> str:
    """How far the session is, without a word about what is still to come."""
    standing, left = session.standing, session.time_left()
    state = "finished" if standing.finished else "paused" if standing.paused else "running"
    if state == "running" and not session.held:
        state = "interrupted; `grader interview resume` goes on"
    lines = [
        f"Interview {session.number}: {state}, {mmss(left)} of {standing.plan.minutes} minutes left.",
        f"  now      {showing.place(standing)}",
    ]
    for name in standing.reached:
        checks = standing.checks_of(name)
        if checks or standing.hints_of(name):
            verdicts = ", ".join(
                check.report.verdict.value if check.report else "interrupted" for check in checks
            )
            lines.append(f"  {name[:6]}   {verdicts or 'not checked'}; hints: {standing.hints_of(name)}")
    return "\n".join(lines)
