"""The README says what is true: the katas that exist, the commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

from grader.cli.commands import app
from grader.interview.bank import load
from grader.kata import Catalogue

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_lists_the_katas_that_exist() -> None:
    """The table has a line for every kata, with its level and kind, and for no other."""
    rows = re.findall(
        r"^\| \[(kata\w+)\]\(katas/\1/README\.md\) *\| .*? \| (\S+) *\| (\d) ", README, re.MULTILINE
    )
    katas = Catalogue(ROOT).katas
    assert rows == [(kata.id, kata.manifest.kind, str(kata.manifest.level)) for kata in katas]


def test_names_every_command() -> None:
    """The table of commands has a line for each, and for no other."""
    rows = set(re.findall(r"^\| `grader (\w+)` ", README, re.MULTILINE))
    commands = {c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands}
    assert rows == commands | {group.name for group in app.registered_groups}


def test_counts_the_questions() -> None:
    """The number of questions is the number of those in the bank."""
    assert f"The {len(load())} questions" in README
