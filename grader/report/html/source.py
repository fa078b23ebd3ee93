"""Python source as lines of HTML, and the excerpt of it that a time-line points into."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from pygments import lex
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String

from grader.report.html.text import shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from pygments.token import _TokenType

_KINDS: tuple[tuple[Any, str], ...] = (
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Name.Builtin.Pseudo, "p"),
    (Name.Builtin, "b"),
    (Name.Decorator, "d"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (String, "s"),
    (Number, "n"),
    (Comment, "c"),
)
_DEEPEST = 24  # blanks; what stands deeper is shown there
_AROUND = 2  # lines shown before and after one that matters


@dataclass(frozen=True)
class Line:
    """A line of source; ``threads`` are those that came there, ``gap`` says that lines above are left out.

    ``marked`` is one that the report speaks of; ``indent`` are blanks that ``code`` lacks.
    """

    number: int
    code: Markup
    threads: tuple[str, ...] = ()
    gap: bool = False
    marked: bool = False
    indent: int = 0


def coloured(source: str) -> tuple[Markup, ...]:
    """Each line of ``source``; whatever is no Python stands there without colour."""
    lines = [Markup()]
    for kind, text in lex(source, PythonLexer(stripnl=False, ensurenl=False)):
        first, *more = text.split("\n")
        lines[-1] += _span(kind, first)
        lines.extend(_span(kind, part) for part in more)
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return tuple(lines)


def one(line: str) -> Markup:
    """A single line, without its indentation."""
    return Markup(" ").join(coloured(line.strip()))


def _span(kind: _TokenType, text: str) -> Markup:
    if not text:
        return Markup()
    for wanted, short in _KINDS:
        if kind in wanted:
            return Markup('<span class="{}">{}</span>').format(short, shown(text))
    return Markup("{}").format(shown(text))


def whole(source: str, touched: dict[int, tuple[str, ...]]) -> tuple[Line, ...]:
    """All lines; ``touched`` says which threads came to which line."""
    return tuple(
        Line(number, code, touched.get(number, ()), marked=number in touched)
        for number, code in enumerate(coloured(source), start=1)
    )


def excerpt(lines: tuple[Line, ...], wanted: Collection[int]) -> tuple[Line, ...]:
    """The ``wanted`` lines and some around each; a hole of one line is no hole."""
    near = {n + d for n in wanted for d in range(-_AROUND, _AROUND + 1)}
    near |= {n for n in range(min(near, default=0), max(near, default=0)) if n - 1 in near and n + 1 in near}
    found: list[Line] = []
    last = 0
    for line in lines:
        if line.number in near:
            gap = line.number != last + 1
            found.append(Line(line.number, line.code, line.threads, gap))
            last = line.number
    return _dedented(found)


def _dedented(lines: list[Line]) -> tuple[Line, ...]:
    """``lines`` without the blanks that they begin with; how many more than the least, each one says."""
    indents = [len(line.code) - len(line.code.lstrip(" ")) for line in lines]
    least = min((n for n, line in zip(indents, lines, strict=True) if line.code.strip()), default=0)
    return tuple(
        replace(line, code=line.code[n:], indent=min(max(n - least, 0), _DEEPEST) // 2 * 2)
        for n, line in zip(indents, lines, strict=True)
    )


def lacking(known: dict[int, str]) -> tuple[Line, ...]:
    """Lines known one by one, where the whole source is not."""
    found: list[Line] = []
    for number, text in sorted(known.items()):
        gap = number != (found[-1].number + 1 if found else 1)
        found.append(Line(number, one(text), (), gap))
    return tuple(found)
