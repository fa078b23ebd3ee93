"""`grader new`: a small kata that works, in the three trees, for its author to fill."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from grader.errors import UsageError
from grader.kata import Kata

if TYPE_CHECKING:
    from pathlib import Path

    from grader.kata import Catalogue

_NAME = re.compile(r"(?:kata(\d\d)_)?([a-z][a-z0-9]*(?:_[a-z0-9]+)*)")
_LAST_NUMBER = 99


@dataclass(frozen=True)
class Facts:
    """What the author says about the new kata."""

    name: str
    title: str = ""
    level: int = 1
    minutes: int = 20
    kind: str = "threads"


def scaffold(catalogue: Catalogue, facts: Facts) -> tuple[Kata, tuple[Path, ...]]:
    """Write the files of a new kata; nothing that exists is touched.

    Raises:
        UsageError: the name cannot be one, or its number or directory is taken.
    """
    kata = _kata(catalogue, facts.name)
    trees = {"katas": kata.directory, "solutions": kata.solutions, "tests": kata.suites}
    taken = [tree for tree in trees.values() if tree.exists()]
    if taken:
        raise UsageError(f"{taken[0]}: exists already; choose another name, or remove it first")
    title = facts.title or kata.id[7:].replace("_", " ").capitalize()
    values = {"title": title, "level": facts.level, "minutes": facts.minutes, "kind": facts.kind}
    templates = Environment(
        loader=PackageLoader("grader"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  Python and Markdown, no HTML
    )
    templates.filters["quoted"] = lambda value: json.dumps(value, ensure_ascii=False)
    texts: dict[Path, str] = {}
    for name in templates.list_templates(extensions=["j2"]):
        tree, _, file = name.removesuffix(".j2").partition("/")
        texts[trees[tree] / file] = templates.get_template(name).render(values)
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return kata, tuple(texts)


def _kata(catalogue: Catalogue, name: str) -> Kata:
    match = _NAME.fullmatch(name)
    if match is None:
        raise UsageError(
            f"{name!r} cannot name a kata; small letters, digits and underscores can: `grader new token_ring`"
        )
    numbers = {kata.number: kata for kata in catalogue.katas}
    number = int(match[1]) if match[1] else max(numbers, default=0) + 1
    if number in numbers:
        raise UsageError(
            f"number {number} is taken by {numbers[number].id}; `grader new {match[2]}` takes the next"
        )
    if number > _LAST_NUMBER:
        raise UsageError(
            f"kata ids have two digits, and {_LAST_NUMBER} is taken; name a free number yourself"
        )
    return Kata(catalogue.root, f"kata{number:02}_{match[2]}")
