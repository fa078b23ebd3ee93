"""Reporters: each turns a `Report` into the text to print, and prints nothing itself.

To add one, write a module with ``render(report, style) -> str`` and name it in `REPORTERS`. It is loaded
when it is asked for: what draws tables is slow to load, and most commands draw none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.report.style import Style
    from grader.verdict import Report

REPORTERS = ("terminal", "plain", "json", "junit")


def reporter(name: str) -> Callable[[Report, Style], str]:
    """The reporter ``name``, one of `REPORTERS`, which is its module."""
    render: Callable[[Report, Style], str] = import_module(f"grader.report.{name}").render
    return render
