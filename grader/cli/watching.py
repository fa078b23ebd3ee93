"""`grader watch`: a check at each save, until the person leaves; it never goes on by itself."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from grader.cli.judging import judged, next_kata, show_lesson, show_report
from grader.cli.keys import ENTER, keyboard_of, pressed
from grader.cli.progress import shown
from grader.errors import GraderError, UsageError
from grader.history import Kind, hints_seen
from grader.report import words
from grader.report.outline import decisive
from grader.report.style import seconds
from grader.verdict import Verdict
from grader.watch import Bench, Event, Judged, Lookout, Pressed, Saved

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from grader.cli.desk import Desk
    from grader.kata import Kata
    from grader.protocol import Progress
    from grader.verdict import Report

_CLEAR = "\x1b[H\x1b[2J"


@dataclass
class _Scene:
    """One kata being watched."""

    desk: Desk
    kata: Kata
    events: SimpleQueue[Event]
    bench: Bench
    made: bool
    report: Report | None = None
    heard: SimpleQueue[Progress] = field(default_factory=SimpleQueue)


def watch(desk: Desk, word: str | None) -> int:
    """Judge at each save, until `q`; the exit code of the last judgement."""
    desk = replace(desk, screen=replace(desk.screen, height=0))  # what is under a report says it once more
    kata: Kata | None = desk.kata(word)
    code = 0
    events: SimpleQueue[Event] = SimpleQueue()
    with pressed(keyboard_of(desk.screen.keyboard), lambda key: events.put(Pressed(key))):
        while kata is not None:
            code, kata = _watch_one(desk, kata, events)
    return code


def _watch_one(desk: Desk, kata: Kata, events: SimpleQueue[Event]) -> tuple[int, Kata | None]:
    """Until the person leaves this kata: the exit code so far, and where they go on."""
    made = desk.begin(kata)
    with Bench(events) as bench, Lookout(kata.attempt, events):
        scene = _Scene(desk, kata, events, bench, made=made)
        following = _loop(scene)
    return (scene.report.verdict.exit_code if scene.report else 0), following


def _loop(scene: _Scene) -> Kata | None:
    again = True
    while True:
        event = _judge(scene) if again else scene.events.get()
        again = False
        match event:
            case Saved(source=None):
                scene.desk.screen.say(
                    f"{scene.desk.place(scene.kata.attempt)} is gone; save it again, or press q and"
                    f" `grader start {scene.kata.id[:6]}`."
                )
            case Saved():
                again = True
            case Pressed(key=key):
                if key in {"q", "\x03", "\x04"}:
                    return None
                if key in {ENTER, "\r", " ", "c"}:
                    again = True
                elif key == "n":
                    following = next_kata(scene.desk, scene.kata)
                    if following is not None:
                        return following
                    scene.desk.screen.show("There is no other kata left to pass.")
                else:
                    _act(scene, key)
            case _:
                pass


def _judge(scene: _Scene) -> Event | None:
    """Judge what is in the file now; ends with the judgement, or with what calls it off."""
    desk, kata = scene.desk, scene.kata
    began = time.monotonic()
    _clear(scene)
    with shown(desk.screen, f"Judging {kata.id}") as listen:
        heard = scene.heard

        def work(stop: threading.Event) -> Report:
            return judged(desk, kata, kata.attempt, Kind.CHECK, listen=heard.put, stop=stop)

        turn = scene.bench.begin(work)
        while True:
            _pass_on(heard, listen)
            try:
                event = scene.events.get(timeout=0.1)
            except Empty:
                continue
            if isinstance(event, Judged):
                if event.turn == turn:
                    break
            elif isinstance(event, Saved) or event.key in {"q", "n", "\x03", "\x04"}:
                scene.bench.call_off()
                return event
    took = time.monotonic() - began
    if event.report is None:
        desk.screen.say(f"grader: {_said(event.error)}")
    else:
        scene.report = event.report
        show_report(desk, event.report)
        if event.report.verdict is Verdict.PASSED:
            show_lesson(desk, kata)
    _footer(scene, took)
    return None


def _pass_on(heard: SimpleQueue[Progress], listen: Callable[[Progress], None]) -> None:
    with contextlib.suppress(Empty):
        while True:
            listen(heard.get_nowait())


def _said(error: Exception | None) -> str:
    if isinstance(error, (GraderError, OSError)):
        return str(error)
    return f"the grader itself failed ({type(error).__name__}: {error})"


def _act(scene: _Scene, key: str) -> None:
    """Do what a key stands for, and say again which there are."""
    desk, kata, report = scene.desk, scene.kata, scene.report
    try:
        match key:
            case "h":
                from grader.cli.learn import hint  # noqa: PLC0415  loaded when it is asked for

                hint(desk, kata.id, _fitting(scene), again=False)
            case "e" if report is not None:
                from grader.cli.learn import explain  # noqa: PLC0415  the same

                explain(desk, report.verdict.value)
            case "r" if schedule := _schedule(report):
                from grader.cli.judging import replay  # noqa: PLC0415  the same

                replay(desk, kata.id, schedule, None)
            case "d" if report is not None and report.verdict is Verdict.PASSED:
                from grader.cli.learn import debrief  # noqa: PLC0415  the same

                debrief(desk, kata.id)
            case _:
                pass
    except UsageError as error:
        desk.screen.say(str(error))
    _footer(scene, None)


def _fitting(scene: _Scene) -> int | None:
    """The hint for what failed, if it has not been seen; else the next one is meant."""
    deciding = scene.report.deciding if scene.report is not None else None
    check = decisive(deciding) if deciding is not None else None
    seen = hints_seen(scene.desk.history.entries(scene.kata.id))
    number = check.hint_number if check is not None else 0
    return number if number and number not in seen else None


def _schedule(report: Report | None) -> str:
    """The schedule that failed, if one did."""
    deciding = report.deciding if report is not None else None
    checks = deciding.checks if deciding is not None else ()
    return next((check.replay for check in checks if check.replay), "")


def _footer(scene: _Scene, took: float | None) -> None:
    """The verdict once more, so that it stands where the eye is, and what can be pressed."""
    screen, report = scene.desk.screen, scene.report
    keys = ["Enter check again", "h hint"]
    if _schedule(report):
        keys.append("r replay")
    if report is not None:
        keys.append("e explain")
        keys += ["d debrief"] if report.verdict is Verdict.PASSED else []
    keys += ["n next kata", "q quit"]
    verdict = ""
    if report is not None:
        mark = "" if screen.plain else words.mark(report.verdict, unicode=screen.unicode) + " "
        verdict = f"{mark}{words.name(report.verdict)}"
        verdict += f" in {report.deciding.stage}" if report.deciding else ""
        verdict += f", {seconds(took)} after the save" if took is not None else ""
    dot = screen.style("").glyph(" · ", " | ")
    if screen.plain:
        screen.show(f"\n{verdict.capitalize()}. Keys: {', '.join(keys)}.")
    else:
        screen.show(f"\n{verdict}\n{dot.join(keys)}")


def _clear(scene: _Scene) -> None:
    """Begin at the top of the screen; a reader of plain text, and a file, get it all one after the other."""
    screen = scene.desk.screen
    if screen.live and not screen.plain and screen.out.isatty():
        screen.out.write(_CLEAR)
        screen.out.flush()
    place = scene.desk.place(scene.kata.attempt)
    made = ", made from the starter: edit it, and" if scene.made else ":"
    screen.show(f"Watching {place}{made} each save is judged.\n")
