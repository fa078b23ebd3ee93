"""The terminal, or what stands in its place: how wide, in colour, in which alphabet, live or not."""

from __future__ import annotations

import contextlib
import io
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.console import Console, RenderableType

    from grader.report.style import Style
    from grader.verdict import Report

_PIPE_WIDTH = 80


@dataclass(frozen=True)
class Screen:
    """Results go to ``out``; progress, warnings and errors to ``err``; keys come from ``keyboard``.

    ``live`` is a terminal that a person watches, ``plain`` text to be read aloud: nothing in columns,
    no signs in place of words, nothing that moves.
    """

    out: TextIO
    err: TextIO
    width: int
    colour: bool
    unicode: bool
    live: bool
    plain: bool = False
    height: int = 0
    keyboard: TextIO | None = None

    @classmethod
    def of(
        cls, environ: Mapping[str, str], out: TextIO, err: TextIO, keyboard: TextIO | None = None
    ) -> Screen:
        """What the streams and the environment make possible."""
        for stream in (out, err):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # a sign that cannot be shown is no reason to crash
        dumb = environ.get("TERM") == "dumb"
        colour = out.isatty() and not dumb
        if environ.get("FORCE_COLOR"):
            colour = True
        plain = bool(environ.get("GRADER_PLAIN"))
        if environ.get("NO_COLOR") or plain:
            colour = False
        return cls(
            out=out,
            err=err,
            width=_width(environ, out),
            colour=colour,
            unicode="utf" in (out.encoding or "").lower(),
            live=err.isatty() and not dumb,
            plain=plain,
            height=_height(out),
            keyboard=keyboard,
        )

    def in_plain_text(self) -> Screen:
        """The same place, for text that is read aloud."""
        return replace(self, plain=True, colour=False)

    def style(self, base: str, *, full: bool = False, interview: bool = False) -> Style:
        """The style of a report shown here."""
        from grader.report.style import Style  # noqa: PLC0415  rich is loaded only to draw

        return Style(
            width=self.width,
            colour=self.colour,
            unicode=self.unicode,
            base=base,
            full=full,
            plain=self.plain,
            interview=interview,
            height=self.height if self.live else 0,
        )

    def show(self, text: str) -> None:
        """Print a result as it is."""
        self.out.write(text if text.endswith("\n") else text + "\n")
        self.out.flush()

    def pour(self, data: bytes) -> None:
        """Give a file or a pipe these very bytes, and a terminal what it can show of them."""
        buffer = None if self.out.isatty() else getattr(self.out, "buffer", None)
        if buffer is None:
            self.show(data.decode(errors="replace"))
        else:
            self.out.flush()
            buffer.write(data)
            buffer.flush()

    def draw(self, renderable: RenderableType) -> None:
        """Print something of rich's."""
        from grader.report.style import paint  # noqa: PLC0415  rich is loaded only to draw

        self.show(paint(renderable, self.style("")))

    def say(self, text: str) -> None:
        """Print a warning or an error."""
        with contextlib.suppress(OSError):
            self.err.write(text.rstrip("\n") + "\n")
            self.err.flush()

    def document(self, *, exit_code: int, error: str = "", reports: Sequence[Report] = ()) -> None:
        """Print the one JSON object, in UTF-8 whatever the locale."""
        from grader.report.json import document  # noqa: PLC0415  only needed for --json

        text = document(reports, exit_code=exit_code, error=error.encode(errors="replace").decode())
        buffer = getattr(self.out, "buffer", None)
        if buffer is None:
            self.show(text)
        else:
            self.out.flush()
            buffer.write(text.encode())
            buffer.flush()

    def console(self) -> Console:
        """A console of rich's on standard error, for what goes on and is gone afterwards."""
        from rich.console import Console  # noqa: PLC0415  only needed to draw

        return Console(
            file=self.err,
            width=self.width,
            force_terminal=True,
            color_system="standard" if self.colour else None,
            legacy_windows=False,
        )

    @contextlib.contextmanager
    def progress(self, title: str) -> Iterator[Callable[[str], None]]:
        """A line on a terminal that says what goes on, gone afterwards; elsewhere nothing."""
        if not self.live or self.plain:
            yield _ignore
            return
        from rich.text import Text  # noqa: PLC0415  only needed to draw

        def line(text: str) -> Text:
            shown = Text(title, no_wrap=True, overflow="ellipsis")
            return shown.append(f"  {text}" if text else "", "dim")

        with self.console().status(
            line(""), spinner="dots" if self.unicode else "line", refresh_per_second=8
        ) as status:
            yield lambda text: status.update(line(text))


def _ignore(_text: str) -> None:
    """Nobody watches."""


def _width(environ: Mapping[str, str], out: TextIO) -> int:
    with contextlib.suppress(ValueError):
        return max(20, int(environ.get("COLUMNS", "")))
    with contextlib.suppress(OSError, ValueError):
        return max(20, os.get_terminal_size(out.fileno()).columns)
    return _PIPE_WIDTH


def _height(out: TextIO) -> int:
    """Lines of the terminal; 0 where there is none, and no end."""
    with contextlib.suppress(OSError, ValueError):
        return os.get_terminal_size(out.fileno()).lines
    return 0
