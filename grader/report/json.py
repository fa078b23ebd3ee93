"""The machine's report: one JSON object, whose form has a number.

The object is a `Document`::

    {"version": 1, "exit_code": 1, "error": "", "reports": [
      {"kata": "kata01_lost_update", "path": "...", "verdict": "race", "seconds": 1.2, "stages": [
        {"stage": "correctness", "verdict": "passed", "reason": "", "seconds": 0.4, "checks": [
          {"check": "test_...", "sentence": "...", "verdict": "passed", "cause": "", "rests_on": "...",
           "evidence": [{"type": "interleaving", ...}], "replay": "", "seconds": 0.1}]}]}]}

``reports`` has one entry per graded submission, ``error`` the sentence where the call could not be
carried out, ``exit_code`` what the process returns. The kinds of evidence are those of
`grader.verdict`, told apart by ``type``. A field may be added under the same number; one that changes
its meaning or goes away raises it. `schema` gives the whole form as a JSON Schema.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import msgspec

from grader.verdict import Report  # noqa: TC001  msgspec resolves the annotation at run time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.report.style import Style

VERSION = 1


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What ``grader check --json`` prints."""

    version: int = VERSION
    exit_code: int
    error: str = ""
    reports: tuple[Report, ...] = ()


def render(report: Report, _style: Style) -> str:
    """The document of one report."""
    return document([report], exit_code=report.verdict.exit_code)


def document(reports: Sequence[Report], *, exit_code: int, error: str = "") -> str:
    """The document of many reports, or of none and an error."""
    made = Document(exit_code=exit_code, error=error, reports=tuple(reports))
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the document."""
    made = msgspec.json.schema(Document)
    for definition in made["$defs"].values():
        if "description" in definition:  # Python before 3.13 keeps the indentation of docstrings
            definition["description"] = cleandoc(definition["description"])
    return made
