"""Reporters: each turns a `Report` into the text to print, and prints nothing itself.

To add one, write a module with ``render(report, style) -> str`` and name it in `REPORTERS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.report import json, terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.report.style import Style
    from grader.verdict import Report

REPORTERS: dict[str, Callable[[Report, Style], str]] = {
    "terminal": terminal.render,
    "json": json.render,
}
