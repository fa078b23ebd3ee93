"""`grader play`: the person decides who goes on, and what breaks the code can be replayed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from grader.cli import run
from grader.errors import UsageError
from grader.history import History, Kind
from grader.play import Game
from grader.submission import read
from grader.verdict import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from grader.kata import Kata
    from grader.protocol import Position


def choice(position: Position, thread: str) -> int:
    """The code of a step of ``thread``."""
    return next(one.code for one in position.choices if one.thread == thread)


def play(kata: Kata, path: Path, threads: str) -> Position:
    """The position after steps of these threads, by their numbers."""
    made: tuple[int, ...] = ()
    with Game(kata, read(kata, path), scenario(kata)) as game:
        position = game.after(made)
        for thread in threads:
            made = (*position.made, choice(position, f"T{thread}"))
            position = game.after(made)
    return position


def scenario(kata: Kata) -> str:
    """The first scenario of the kata."""
    with Game(kata, read(kata, kata.reference)) as game:
        return next(iter(game.scenarios))


def test_a_person_can_break_it_and_replay_it(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """Both read before either writes: a race, and its schedule plays the same again."""
    wrong = kata.solutions / "wrong" / "no_lock.py"
    position = play(kata, wrong, "12")
    assert [step.operation for step in position.steps] == ["read", "read"]
    assert position.result is None
    position = play(kata, wrong, "121")
    assert position.result is None or position.result.verdict is Verdict.RACE
    made = position.made
    with Game(kata, read(kata, wrong), scenario(kata)) as game:
        while (position := game.after(made)).result is None:
            made = (*made, position.choices[0].code)
    assert position.result.verdict is Verdict.RACE
    assert run(["replay", kata.id, position.result.replay, "--file", str(wrong)]) == 1
    assert "RACE" in capsys.readouterr().out


def test_a_lock_keeps_the_other_out(kata: Kata) -> None:
    """Who waits cannot be chosen: where only one can go on, it does, and the answer holds."""
    for first, second in (("T1", "T2"), ("T2", "T1")):
        position = play(kata, kata.reference, first[1:])
        assert position.result is not None
        assert position.result.verdict is Verdict.PASSED
        named = list(dict.fromkeys(step.thread for step in position.steps if step.thread != "main"))
        assert named == [first, second]


def test_where_everybody_stands(kata: Kata) -> None:
    """Threads that have begun stand in front of a line; nobody is shown the source of the check."""
    position = play(kata, kata.solutions / "wrong" / "no_lock.py", "1")
    standing = {one.thread: one for one in position.standing}
    assert "_last" in standing["T1"].source
    assert standing["T1"].state == "ready"
    assert (standing["main"].state, standing["main"].holder) == ("waits", "T1")


def test_a_step_back_is_a_shorter_question(kata: Kata) -> None:
    """The same choices lead to the same position, and choices past the end are not counted."""
    wrong = kata.solutions / "wrong" / "no_lock.py"
    with Game(kata, read(kata, wrong), scenario(kata)) as game:
        first = game.after(())
        one = game.after((choice(first, "T1"),))
        assert game.after(()) == first
        assert game.after((choice(first, "T1"),)) == one
        ended = game.after(tuple([choice(first, "T1")] * 50))
        assert len(ended.made) < 50


def test_keys_from_a_pipe(kata: Kata) -> None:
    """Each line is a key; what broke the code is kept, and the command that shows it is said."""
    kata.attempt.write_bytes((kata.solutions / "wrong" / "no_lock.py").read_bytes())
    done = subprocess.run(
        [sys.executable, "-m", "grader", "play", "kata01", "--plain"],
        cwd=kata.root,
        input="1\n2\nx\nu\n2\n1\n1\n1\n2\n2\n2\nq\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "You broke it, race" in done.stdout
    assert "No such key now." in done.stderr
    entry = History(kata.root, pytest.fail).entries()[-1]
    assert entry.kind is Kind.PLAY
    assert f"grader replay kata01 '{entry.note}'" in done.stdout
    assert run(["replay", "kata01", entry.note]) == 1


def test_what_cannot_be_played_is_said(kata: Kata, capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario that there is not, an attempt that is none, a stage that the kata lacks."""
    with (
        pytest.raises(UsageError, match="no scenario 'test_x'"),
        Game(kata, read(kata, kata.starter), "test_x"),
    ):
        pass
    assert run(["play", kata.id, "--list", "--file", str(kata.starter)]) == 0
    assert scenario(kata) in capsys.readouterr().out
    broken = kata.root / "broken.py"
    broken.write_text("def (:\n")
    with (
        Game(kata, read(kata, broken), scenario(kata)) as game,
        pytest.raises(UsageError, match=r"attempt.py:1: invalid syntax"),
    ):
        game.after(())
    assert run(["play", kata.id]) == 2
    assert "grader start" in capsys.readouterr().err
