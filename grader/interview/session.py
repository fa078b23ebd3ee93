"""The verbs of an interview: what a candidate or an interviewer can do, and when.

Each verb writes its event before it does what the event stands for. Nothing is printed here.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from msgspec.structs import replace

from grader.errors import UsageError
from grader.hints import hints
from grader.interview.choice import Wishes, choose
from grader.interview.clock import Stopwatch
from grader.interview.events import (
    Answered,
    Began,
    Checked,
    Finished,
    Hinted,
    Judged,
    Mark,
    Noted,
    Paused,
    Reached,
    Resumed,
    Saved,
    Scored,
)
from grader.interview.state import Standing
from grader.judge import judge
from grader.submission import read

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from grader.hints import Hint
    from grader.interview.bank import Question
    from grader.interview.clock import Clock
    from grader.interview.events import Event
    from grader.interview.log import Log
    from grader.kata import Catalogue, Kata
    from grader.protocol import Progress
    from grader.verdict import Report

_FRESH = 10.0  # seconds that a sign of life stands for, where another process asks
_FOLLOW_UPS = re.compile(r"^## What an interviewer asks next\s*$.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Material:
    """What interviews are made of and kept in."""

    catalogue: Catalogue
    bank: Mapping[str, Question]
    log: Log
    clock: Clock


def begin(material: Material, wishes: Wishes, *, interviewer: bool, seen: Collection[str] = ()) -> int:
    """Plan a session and write it down; its number. A kata that was ``seen`` lately is remarked on."""
    chosen = choose(material.catalogue.katas, material.bank.values(), wishes)
    known = [item.id for item in chosen.items if item.kind == "kata" and item.id in seen]
    plan = Began(
        minutes=wishes.minutes,
        level=wishes.level,
        topics=wishes.topics,
        seed=wishes.seed,
        items=chosen.items,
        interviewer=interviewer,
        remarks=(*chosen.remarks, *(["a kata of this interview is not new to you"] if known else [])),
    )
    return material.log.begin(plan, at=material.clock.now())


@dataclass
class Session:
    """One interview. Whoever `takes` it has its clock; others read it and add to it."""

    material: Material
    number: int
    _watch: Stopwatch = field(init=False)
    _lock: FileLock = field(init=False)
    _known: Standing = field(init=False)
    _mine: bool = False
    own: set[int] = field(default_factory=set)  # the events that were written here
    _guard: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self._watch = Stopwatch(self.material.clock)
        self._known = Standing(self.number, ())
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(self.directory.with_suffix(".lock"), timeout=0)

    @property
    def directory(self) -> Path:
        """The folder with the candidate's files and the reports."""
        return self.material.log.directory / "interviews" / str(self.number)

    @property
    def standing(self) -> Standing:
        """Where it stands now, other processes' events included."""
        with self._guard:
            after = self._known.moments[-1].number if self._known.moments else 0
            more = self.material.log.moments(self.number, after)
            if more:
                self._known = Standing(self.number, self._known.moments + more)
            return self._known

    @property
    def held(self) -> bool:
        """Whether a prompt has the session's clock, here or elsewhere."""
        if self._mine:
            return True
        try:
            with self._lock:
                return False
        except Timeout:
            return True

    def take(self) -> Resumed | None:
        """Have the clock, and let it run; what was missed, where the session had been left or killed.

        The time between the last sign of life and now does not count.

        Raises:
            UsageError: another prompt has it.
        """
        try:
            self._lock.acquire()
        except Timeout:
            raise UsageError(f"interview {self.number} is open in another terminal; go on there") from None
        with self._guard:
            self._mine = True
            beat = self.material.log.last_beat(self.number)
            self._watch.used = beat.used
            standing = self.standing
            if standing.index < 0:
                self._start()
                self._reach(0)
                return None
            away = max(0.0, (self.material.clock.now() - beat.at).total_seconds())
            gap = Resumed(interrupted=True, away=away)
            self._write(gap)
            self._prepare(standing.index)
            self._start()
            return gap

    def release(self) -> None:
        """Let the clock stand and the session be, for now."""
        with self._guard:
            if self._mine:
                self.beat()
                self._watch.stop()
                self._mine = False
                self._lock.release()

    def used(self) -> float:
        """The seconds used; a paused or a left session uses none."""
        with self._guard:
            if self._mine:
                return self._watch.read()
        beat = self.material.log.last_beat(self.number)
        standing = self.standing
        if standing.paused or standing.finished or not self.held:
            return beat.used
        since = (self.material.clock.now() - beat.at).total_seconds()
        return beat.used + min(max(since, 0.0), _FRESH)

    def time_left(self) -> float:
        """The seconds left; fewer than none when the time is over."""
        return self.standing.plan.minutes * 60 - self.used()

    def beat(self) -> None:
        """Give a sign of life, and keep the candidate's file if it has changed."""
        with self._guard:
            standing = self.standing
            if not self._mine or standing.finished:
                return
            self._follow(paused=standing.paused)
            self.material.log.beat(self.number, at=self.material.clock.now(), used=self._watch.read())
            kata = self.kata(standing)
            if kata is None or standing.paused:
                return
            try:
                source = self.attempt(kata).read_bytes()
            except OSError:
                return  # an editor is just saving it, or it was moved away: the next beat looks again
            kept = [
                m.sha
                for m in standing.moments
                if isinstance(m.event, Saved | Checked) and m.event.kata == kata.id
            ]
            if not kept or self.material.log.source(kept[-1]) != source:
                self._write(Saved(kata.id), source)

    def kata(self, standing: Standing | None = None) -> Kata | None:
        """The kata that is asked now, if it is one."""
        item = (standing or self.standing).item
        return self.material.catalogue.find(item.id) if item and item.kind == "kata" else None

    def question(self) -> Question | None:
        """The question that is asked now, if it is one."""
        item = self.standing.item
        return self.material.bank.get(item.id) if item and item.kind == "question" else None

    def attempt(self, kata: Kata) -> Path:
        """The candidate's file; it is the session's own, an earlier attempt is not touched."""
        return self.directory / kata.id / "attempt.py"

    def check(
        self, *, path: Path | None = None, listen: Callable[[Progress], None] | None = None
    ) -> tuple[int, Report]:
        """Judge the kata's file; the event's number and the report. The clock runs on."""
        kata = self._coding("check")
        path = path or self.attempt(kata)
        submission = read(kata, path)
        number = self._write(Checked(kata.id), submission.data)
        report = _without_hints(judge(kata, submission, listen=listen))
        self._write(Judged(number, report))
        return number, report

    def hint(self) -> Hint | None:
        """The next hint of the kata; None after the last."""
        kata = self._coding("hint")
        every = hints(kata)
        seen = self.standing.hints_of(kata.id)
        if seen >= len(every):
            return None
        hint = every[seen]
        self._write(Hinted(kata.id, hint.number, hint.title))
        return hint

    def note(self, text: str, *, private: bool = False) -> None:
        """Keep a note; also after the end."""
        self._write(Noted(text, private))

    def answer(self, question: Question, text: str) -> None:
        """Keep what was answered."""
        self._write(Answered(question.id, text))

    def score(self, point: str, mark: Mark, by: str) -> None:
        """Keep a person's judgement of a point; also after the end."""
        self._write(Scored(point, mark, by))

    def pause(self) -> None:
        """Let the clock stand.

        Raises:
            UsageError: it does.
        """
        if self._going("pause").paused:
            raise UsageError("the interview is paused already; `resume` goes on")
        self._write(Paused())
        self._follow(paused=True)

    def resume(self) -> None:
        """Let the clock run again.

        Raises:
            UsageError: it does.
        """
        if not self._going("resume").paused:
            raise UsageError("the interview is not paused; the clock runs")
        self._write(Resumed())
        self._follow(paused=False)

    def next(self) -> None:
        """Leave what is asked, for good; the next is asked.

        Raises:
            UsageError: nothing is left, or the session is paused.
        """
        standing = self._running("next")
        if standing.item is None:
            raise UsageError("that was all; `finish` ends the interview and makes the report")
        self.beat()
        self._reach(standing.index + 1)

    def finish(self) -> None:
        """End the interview."""
        if self.standing.finished:
            return
        self.beat()
        self._write(Finished())
        with self._guard:
            self._watch.stop()

    def _reach(self, index: int) -> None:
        self._write(Reached(index))
        self._prepare(index)

    def _prepare(self, index: int) -> None:
        """Lay out the kata's files, where that was not done or not finished."""
        items = self.standing.plan.items
        if not (0 <= index < len(items)) or items[index].kind != "kata":
            return
        kata = self.material.catalogue.find(items[index].id)
        path = self.attempt(kata)
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "README.md").write_text(task(kata), encoding="utf-8")
        if not path.exists():
            fresh = path.with_suffix(".new")
            fresh.write_bytes(kata.starter.read_bytes())
            fresh.replace(path)  # whole or not at all, whatever is killed meanwhile

    def _write(self, event: Event, source: bytes | None = None) -> int:
        used = self.used()
        now = self.material.clock.now()
        number = self.material.log.append(self.number, event, at=now, used=used, source=source)
        self.own.add(number)
        return number

    def _start(self) -> None:
        if not self.standing.paused:
            self._watch.start()

    def _follow(self, *, paused: bool) -> None:
        """Pauses come from any terminal; the clock obeys here."""
        with self._guard:
            if self._mine and self._watch.running == paused:
                (self._watch.stop if paused else self._watch.start)()

    def _going(self, verb: str) -> Standing:
        standing = self.standing
        if standing.finished:
            raise UsageError(f"no `{verb}`: the interview is finished; `grader interview show {self.number}`")
        return standing

    def _running(self, verb: str) -> Standing:
        standing = self._going(verb)
        if standing.paused:
            raise UsageError(f"no `{verb}` during a pause; `resume` goes on")
        return standing

    def _coding(self, verb: str) -> Kata:
        kata = self.kata(self._running(verb))
        if kata is None:
            raise UsageError(f"no `{verb}` now: what is asked is no kata; `task` shows it again")
        return kata


def _without_hints(report: Report) -> Report:
    """In an interview hints come through `hint` alone."""
    stages = (
        replace(stage, checks=tuple(replace(check, hint="", hint_number=0) for check in stage.checks))
        for stage in report.stages
    )
    return replace(report, stages=tuple(stages))


def task(kata: Kata) -> str:
    """What the candidate is told of a kata: all but what will be asked afterwards."""
    return _FOLLOW_UPS.sub("", kata.readme.read_text(encoding="utf-8")).rstrip() + "\n"


def follow_ups(kata: Kata) -> str:
    """What an interviewer asks when the kata is done."""
    found = _FOLLOW_UPS.search(kata.readme.read_text(encoding="utf-8"))
    return found.group().partition("\n")[2].strip() if found else ""
