"""How a report may look where it is shown: width, colour, alphabet; and painting it to a string."""

from __future__ import annotations

import io
import sysconfig
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True)
class Style:
    """The place where a report is shown.

    ``base``: paths below it are shown relative to it. ``full``: nothing is left out, however long.
    ``plain``: to be read aloud, so in sentences. ``interview``: one is open, and closes what tells answers.
    ``height``: lines that are seen at once; 0: all.
    """

    width: int = 80
    colour: bool = False
    unicode: bool = True
    base: str = ""
    full: bool = False
    plain: bool = False
    interview: bool = False
    height: int = 0

    def glyph(self, beautiful: str, plain: str) -> str:
        """The first where the place can show it, else the second."""
        return beautiful if self.unicode else plain

    def place(self, path: str) -> str:
        """``path`` as a person in ``base`` would type it."""
        inside = self.base and PurePath(path).is_relative_to(self.base)
        return str(PurePath(path).relative_to(self.base)) if inside else path


def paint(renderable: RenderableType, style: Style, *, wrap: bool = True) -> str:
    """``renderable`` as text, without trailing blanks, ending in a newline; ``wrap`` keeps to the width."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=max(style.width, 20),
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        no_color=not style.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    console.print(renderable, soft_wrap=not wrap)
    return "".join(line.rstrip() + "\n" for line in file.getvalue().splitlines())


def short(text: str, base: str) -> str:
    """``text`` with paths below ``base``, and those of the standard library, as short as they are clear."""
    for directory in filter(None, (base, sysconfig.get_path("stdlib"))):
        text = text.replace(f"{directory}/", "")
    return text


def clean(text: str) -> str:
    """``text`` without what would steer the terminal: a submission may print anything."""
    return "".join(c if c in "\n\t" or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def seconds(value: float) -> str:
    """A duration, as precise as a person wants it."""
    if value < 60:  # noqa: PLR2004  seconds in a minute
        return f"{value:.1f} s"
    minutes, rest = divmod(round(value), 60)
    return f"{minutes} min {rest:02d} s"


def count(number: int, noun: str, many: str = "") -> str:
    """``1 check``, ``1,204 checks``; ``many`` is the plural where an s does not do."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {many or noun + 's'}"
