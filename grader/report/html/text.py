"""Text for a page: signs that are not what they look like are spelt out, steps are put into words."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from grader.report.lanes import PHRASES

if TYPE_CHECKING:
    from datetime import datetime

    from grader.verdict import Step

_JOINERS = "\u200c\u200d"  # Persian and emoji need them
_PLACES = re.compile(r"(\{target\}|\{value\})")
_LONGEST_VALUE = 70


def shown(text: str) -> str:
    """``text`` with what cannot be seen made visible.

    A control sign stands as its picture, a sign that turns the direction of writing as its number, so that
    what is read is what Python reads.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_visible, text))


def _visible(sign: str) -> str:
    if sign in "\n\t" or sign.isprintable() or sign in _JOINERS:
        return sign
    code = ord(sign)
    if code < 0x20:  # noqa: PLR2004  the control signs of ASCII, whose pictures stand in order
        return chr(0x2400 + code)
    if code == 0x7F:  # noqa: PLR2004  DEL
        return "\u2421"
    kind = unicodedata.category(sign)
    if kind == "Zs":
        return sign
    return "\N{REPLACEMENT CHARACTER}" if kind in {"Cs", "Cn", "Co"} else f"⟨U+{code:04X}⟩"


def finalize(value: Any) -> Any:
    """What a template puts out, before it is escaped."""
    if value is None:
        return ""
    return shown(value) if type(value) is str else value


def moment(at: datetime) -> str:
    """A time of day, as the person who looks at the page lives it."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def prose(said: str, colours: dict[str, int]) -> Markup:
    """A sentence: what stands in back-ticks as code, the threads of ``colours`` in theirs."""
    names = "|".join(re.escape(name) for name in sorted(colours, key=len, reverse=True))
    code = r"``(?P<double>[^`\n]+)``|`(?P<single>[^`\n]*)`"
    places = re.compile(rf"{code}|(?<!\w)(?P<name>{names})(?!\w)" if names else code)
    made = Markup()
    last = 0
    for match in places.finditer(said):
        made += escape(shown(said[last : match.start()]))
        if match.lastgroup == "name":
            made += Markup('<span class="who t{}">{}</span>').format(colours[match[0]], shown(match[0]))
        else:
            made += _code(match[match.lastgroup or 0])
        last = match.end()
    return made + escape(shown(said[last:]))


def phrase(step: Step) -> Markup:
    """What ``step`` did, in words; what it touched and the value in signs of their own."""
    made = Markup()
    for part in _PLACES.split(_pattern(step)):
        if part == "{target}":
            made += _code(step.target)
        elif part == "{value}":
            made += Markup('<code class="value">{}</code>').format(shown(_short(step.value)))
        else:
            made += escape(part)
    if step.operation == "call" and step.value:
        made += Markup(', gets <code class="value">{}</code>').format(shown(_short(step.value)))
    if step.blocked_on:
        made += escape(f", held up by {shown(step.blocked_on)}")
    return made


def spoken(step: Step) -> str:
    """The same as plain text."""
    said = _pattern(step).format(target=step.target or "something", value=_short(step.value)).strip()
    if step.operation == "call" and step.value:
        said += f", gets {_short(step.value)}"
    if step.blocked_on:
        said += f", held up by {step.blocked_on}"
    return shown(said.replace("\n", " "))


def _pattern(step: Step) -> str:
    pattern = PHRASES.get(step.operation)
    if pattern is None:
        pattern = step.operation.replace("{", "{{").replace("}", "}}") + " {target}"
    return pattern if step.value else pattern.replace(" = {value}", "")


def _code(target: str) -> Markup:
    return Markup("<code>{}</code>").format(shown(target)) if target else Markup("something")


def _short(value: str) -> str:
    value = value.replace("\n", " ")
    return value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"
