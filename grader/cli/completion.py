"""What the shell completes: katas, checks, stages, verdicts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import typer  # noqa: TC002  it resolves annotations at run time

from grader.cli.desk import checkout
from grader.errors import GraderError
from grader.kata import STAGES, Catalogue
from grader.report import words
from grader.verdict import Verdict

if TYPE_CHECKING:
    from grader.kata import Kata

_CHECK = re.compile(r'^def (test_\w+)\(.*?"""(.*?)(?:\n\n|""")', re.MULTILINE | re.DOTALL)


def katas(incomplete: str) -> list[tuple[str, str]]:
    """Katas that have this in their name, each with its title."""
    return [(kata.id, _title(kata)) for kata in _catalogue() if incomplete in kata.id]


def verdicts(incomplete: str) -> list[tuple[str, str]]:
    """Verdicts, each with its meaning."""
    return [(v.value, words.MEANING[v]) for v in Verdict if v.value.startswith(incomplete)]


def stages(incomplete: str) -> list[str]:
    """Stages."""
    return [stage for stage in STAGES if stage.startswith(incomplete)]


def checks(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """The scenarios of the kata that was typed before, each with its sentence."""
    try:
        kata = Catalogue(_root()).find(str(context.params.get("kata") or ""))
        source = kata.suite("schedules").read_text(encoding="utf-8")
    except (GraderError, OSError):
        return []
    found = ((name, " ".join(said.split())) for name, said in _CHECK.findall(source))
    return [(name, said) for name, said in found if name.startswith(incomplete)]


def _catalogue() -> tuple[Kata, ...]:
    try:
        return Catalogue(_root()).katas
    except GraderError:  # a shell that completes has nobody to tell
        return ()


def _title(kata: Kata) -> str:
    try:
        return kata.manifest.title
    except GraderError:
        return ""


def _root() -> Path:
    inside = checkout(Path.cwd())
    return inside or Catalogue().root
