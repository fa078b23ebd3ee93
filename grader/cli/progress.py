"""What a person sees while a judgement runs: the stages so far, the running check, how far and how long."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.protocol import IMPORTED, IMPORTING
from grader.report.style import clean, count, seconds
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType

    from grader.cli.screen import Screen
    from grader.protocol import Progress

_NARROW = 60
_QUIET = 10.0  # seconds of silence that a reader of plain text is left in


@dataclass
class Course:
    """How far a judgement is; ``last`` is what the one before took, ``now`` a monotonic clock."""

    title: str
    last: float | None = None
    now: Callable[[], float] = time.monotonic
    done: list[str] = field(default_factory=list)
    latest: Progress | None = None
    failed: int = 0

    def __post_init__(self) -> None:
        self._began = self._stage_began = self.now()

    def take(self, progress: Progress) -> None:
        """Note what the judge tells."""
        before = self.latest
        if before is None or before.stage != progress.stage:
            if before is not None:
                checks = count(before.of, "check") if before.of else "no check"
                self.done.append(f"{before.stage}  {checks}, {seconds(self.now() - self._stage_began)}")
            self._stage_began, self.failed = self.now(), 0
        self.failed += progress.verdict is not None and progress.verdict is not Verdict.PASSED
        self.latest = progress

    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return self.now() - self._began

    def head(self) -> str:
        """Stage, place and time in a line."""
        latest = self.latest
        if latest is None:
            return f"{self.title}  starting"
        place = f"  {latest.number} of {latest.of}" if latest.of else ""
        failed = f", {self.failed} failed" if self.failed else ""
        last = f" (last time {seconds(self.last)})" if self.last is not None else ""
        return f"{latest.stage}{place}{failed}  {seconds(self.elapsed())}{last}"

    def check(self) -> str:
        """What is being checked: its sentence."""
        latest = self.latest
        return "" if latest is None else clean(latest.sentence or latest.text)

    def detail(self) -> str:
        """How far the check itself is."""
        latest = self.latest
        if latest is None or latest.verdict is not None or latest.text in {"running", IMPORTED}:
            return ""
        if latest.text == IMPORTING:
            return IMPORTING
        if latest.bound < 0:
            return clean(latest.text)
        text = (
            f"{count(latest.schedules, 'schedule')} so far, now those with at most {latest.bound} preemption"
        )
        text += "" if latest.bound == 1 else "s"
        return text + (f"; at most {latest.left:.0f} s more" if latest.left >= 0 else "")


def drawn(course: Course, width: int, spinner: RenderableType) -> RenderableType:
    """The course as a few lines that fit ``width``."""
    from rich.console import Group  # noqa: PLC0415  loaded only to draw
    from rich.table import Table  # noqa: PLC0415  the same
    from rich.text import Text  # noqa: PLC0415  the same

    def line(text: str, style: str = "") -> Text:
        return Text(text, style=style, no_wrap=True, overflow="ellipsis")

    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True, overflow="ellipsis", max_width=max(10, width - 4))
    head, check, detail = course.head(), course.check(), course.detail()
    if width >= _NARROW and check:
        for stage in course.done:
            grid.add_row("", line(stage, "dim"))
    grid.add_row(spinner, line(head, "bold"))
    for text in (check, detail) if width >= _NARROW else (detail or check,):
        if text:
            grid.add_row("", line(text, "dim"))
    return Group(grid)


@contextlib.contextmanager
def shown(screen: Screen, title: str, *, last: float | None = None) -> Iterator[Callable[[Progress], None]]:
    """Show a judgement's course on a terminal, gone afterwards; elsewhere nothing.

    Plain text gets a line for each stage, and one whenever nothing was said for a while.
    """
    course = Course(title, last)
    if screen.plain:
        yield _told(screen, course)
        return
    if not screen.live:
        yield course.take
        return
    from rich.live import Live  # noqa: PLC0415  loaded only to draw
    from rich.spinner import Spinner  # noqa: PLC0415  the same

    spinner = Spinner("dots" if screen.unicode else "line")
    with Live(
        console=screen.console(),
        get_renderable=lambda: drawn(course, screen.width, spinner),
        refresh_per_second=8,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ):
        yield course.take


def _told(screen: Screen, course: Course) -> Callable[[Progress], None]:
    if screen.live:
        screen.say(f"{course.title}.")
    said = course.elapsed()

    def take(progress: Progress) -> None:
        nonlocal said
        stage = course.latest.stage if course.latest else ""
        course.take(progress)
        news = progress.stage != stage
        if screen.live and (news or course.elapsed() - said > _QUIET):
            said = course.elapsed()
            text = f"Stage {progress.stage}, {count(progress.of, 'check')}." if news and progress.of else ""
            screen.say(text or ". ".join(filter(None, (course.head(), course.detail()))) + ".")

    return take
