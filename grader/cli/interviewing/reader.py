"""The line that a person types: on a terminal with the time left below it, elsewhere plain."""

from __future__ import annotations

import contextlib
import queue
import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.formatted_text import StyleAndTextTuples

    from grader.cli.screen import Screen

type Bar = Callable[[int], tuple[str, str]]  # the width -> the text, and calm, amber or red

_COLOURS = {"calm": "bg:#1f4e5f #ffffff", "amber": "bg:#ffb000 #000000", "red": "bg:#b00020 #ffffff bold"}


class Reader(Protocol):
    """Asks for a line; shows what others have to say without spoiling it."""

    def ask(self, label: str) -> str:
        """A line, without its end.

        Raises:
            EOFError: there is none, the person leaves.
            KeyboardInterrupt: the person takes it back.
        """
        ...

    def notice(self, text: str) -> None:
        """Say something now, or before the next line is asked for; from any thread."""
        ...

    def wake(self) -> None:
        """End a question that is being asked, as if an empty line had been given; from any thread."""
        ...


def reader(screen: Screen, bar: Bar) -> Reader:
    """The reader that the terminal allows."""
    live = screen.live and not screen.plain and sys.stdin.isatty() and screen.out.isatty()
    return Live(screen, bar) if live else Plain(screen, bar)


class Plain:
    """Lines of standard input; the time left stands before each."""

    def __init__(self, screen: Screen, bar: Bar) -> None:
        self._screen = screen
        self._bar = bar
        self._notices: queue.SimpleQueue[str] = queue.SimpleQueue()

    def ask(self, label: str) -> str:
        """A line of standard input."""
        _flush(self._notices, self._screen)
        time_left = self._bar(0)[0]
        self._screen.out.write(f"[{time_left}] {label}> " if time_left else f"{label}> ")
        self._screen.out.flush()
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            self._screen.out.write("\n")
        if not line:
            raise EOFError
        return line.rstrip("\n")

    def notice(self, text: str) -> None:
        """Before the next line."""
        self._notices.put(text)

    def wake(self) -> None:
        """A read of a pipe cannot be ended; its next line finds the interview over."""


class Live:
    """A line editor, with a bar below it that is drawn anew twice a second."""

    def __init__(self, screen: Screen, bar: Bar) -> None:
        from prompt_toolkit import PromptSession  # noqa: PLC0415  slow to load, and only for a terminal
        from prompt_toolkit.output import ColorDepth  # noqa: PLC0415  the same
        from prompt_toolkit.styles import Style  # noqa: PLC0415  the same

        self._screen = screen
        self._bar = bar
        self._notices: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._asking = False
        plain = {"bottom-toolbar": "noreverse"}
        self._session: PromptSession[str] = PromptSession(
            bottom_toolbar=self._toolbar,
            refresh_interval=0.5,
            style=Style.from_dict(plain | _COLOURS),
            color_depth=None if screen.colour else ColorDepth.DEPTH_1_BIT,
        )

    def _toolbar(self) -> StyleAndTextTuples:
        width = self._session.app.output.get_size().columns
        text, urgency = self._bar(width)
        style = f"class:{urgency}" if self._screen.colour else "reverse"
        return [(style, f" {text} ".ljust(width)[:width])]

    def _message(self, label: str) -> StyleAndTextTuples:
        """The time before the label as well: a terminal that does not say where its cursor is gets no bar."""
        time_left, urgency = self._bar(0)
        style = f"class:{urgency}" if self._screen.colour else ""
        return [(style, f"[{time_left}]"), ("", f" {label}> ")] if time_left else [("", f"{label}> ")]

    def ask(self, label: str) -> str:
        """A line from the editor."""
        from prompt_toolkit.patch_stdout import patch_stdout  # noqa: PLC0415  slow to load

        _flush(self._notices, self._screen)
        with patch_stdout(raw=True):
            self._asking = True
            try:
                return self._session.prompt(lambda: self._message(label))
            finally:
                self._asking = False

    def notice(self, text: str) -> None:
        """Above the line that is being typed."""
        if self._asking:
            print(text)  # noqa: T201  what stands for standard output while a line is asked for
        else:
            self._notices.put(text)

    def wake(self) -> None:
        """Give the line up."""
        app = self._session.app
        loop = app.loop
        if self._asking and loop is not None:
            with contextlib.suppress(Exception):  # it was given meanwhile: as good
                loop.call_soon_threadsafe(lambda: app.exit(result="") if app.is_running else None)


def _flush(notices: queue.SimpleQueue[str], screen: Screen) -> None:
    with contextlib.suppress(queue.Empty):
        while True:
            screen.show(notices.get_nowait())
