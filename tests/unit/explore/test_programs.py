"""The explorer finds the mistake of every wrong program of the corpus, and condemns no right one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import corpus

ALL = corpus.programs()
EVERY = 12
KINDS = {"race": ("failed", "unordered"), "wrong": ("failed",)}


@pytest.mark.parametrize("program", ALL, ids=lambda program: program.name)
def test_the_verdict_is_true(program: corpus.Program) -> None:
    """What is found is what is true of the program, and the schedule found shows it again."""
    result = corpus.judge(program)
    assert result.verdict in program.expected, result
    replayed = KINDS.get(result.verdict, (result.verdict,)) if result.schedule else ("",)
    assert result.replayed in replayed, result
    assert result.steps or result.verdict != "race", result


def test_two_processes_find_the_same() -> None:
    """Results are the same, byte for byte, in processes that hash strings differently."""
    names = [program.name for program in ALL[::EVERY]]
    command = [sys.executable, corpus.__file__, *names]
    seen = {
        subprocess.run(  # noqa: S603  our own interpreter and file
            command,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
    assert seen.pop().count(b"\n") == len(names)


def test_the_corpus_is_large_and_balanced() -> None:
    """At least 150 programs, right and wrong ones in equal parts, give or take a tenth."""
    right = sum(program.is_right for program in ALL)
    assert len(ALL) >= 150
    assert abs(2 * right - len(ALL)) <= len(ALL) / 10
