"""Every sample report, drawn by every reporter, is what its golden file holds.

After a deliberate change run ``python tests/unit/report/report_golden.py`` and read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from report_golden import drawn, wanted

HERE = Path(__file__).parent


@pytest.mark.parametrize("name", sorted(wanted()))
def test_is_what_the_golden_file_holds(name: str) -> None:
    """A renderer's output changes on purpose or not at all."""
    path = HERE / "golden" / name
    assert path.is_file(), f"{path} is missing: run {HERE / 'report_golden.py'}"
    assert wanted()[name] == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    """A golden file whose report went away goes away too."""
    assert {path.name for path in (HERE / "golden").iterdir()} == set(wanted())


@pytest.mark.parametrize("width", [20, 40, 79, 80, 120])
def test_fits_the_terminal(width: int) -> None:
    """No line is longer than the terminal is wide, save the commands, which are there to be copied."""
    for name, text in drawn(width).items():
        *body, _commands = text.split("\n\n")
        longest = max(len(line) for part in body for line in part.splitlines())
        assert longest <= width, name


def test_plain_alphabet_is_ascii() -> None:
    """Where the terminal has no more than ASCII, nothing of the report's own goes beyond it."""
    text = drawn(80, unicode=False)["deadlock"]
    assert text.isascii()


def test_a_submission_cannot_steer_the_terminal() -> None:
    """Escape sequences that a submission printed are shown as signs, not obeyed."""
    assert "\x1b" not in drawn(80)["timed_out"]
