"""Output that a worker prints is bounded, and its head and tail are kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from grader.sandbox.output import Output

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_short_is_shown_whole(tmp_path: Path) -> None:
    """Nothing is left out of a few lines."""
    output = Output(tmp_path / "o")
    os.write(output.descriptor, "grüße\n".encode())
    assert output.text() == "grüße\n"
    output.close()


def test_the_file_stays_small_whatever_is_written(tmp_path: Path) -> None:
    """Thirty megabytes leave a small file, and the first and last words of it."""
    output = Output(tmp_path / "o")
    os.write(output.descriptor, b"first word")
    for _ in range(30):
        os.write(output.descriptor, b"x" * (1 << 20))
        output.trim()
        assert output.size() <= 5 << 20
    os.write(output.descriptor, b"last word")
    shown = output.text()
    assert shown.startswith("first word")
    assert shown.endswith("last word")
    assert len(shown) < 10_000
    assert f"{10 + 9 + 30 * (1 << 20) - 8_000:,} bytes" in shown
    output.close()


def test_what_came_after_a_point_can_be_asked(tmp_path: Path) -> None:
    """The stacks of one process are told from those before it by where they begin."""
    output = Output(tmp_path / "o")
    os.write(output.descriptor, b"before")
    here = output.size()
    os.write(output.descriptor, b"after")
    assert output.since(here) == "after"
    output.close()


def test_a_part_is_shown_by_its_place(tmp_path: Path) -> None:
    """What one check wrote is told from the others', and cut like the whole; if some is gone all is shown."""
    output = Output(tmp_path / "o")
    os.write(output.descriptor, b"one" + b"two" * 5000 + b"three")
    assert output.text(slice(0, 3)) == "one"
    assert output.text(slice(15_003, None)) == "three"
    cut = output.text(slice(3, 15_003))
    assert cut.startswith("two")
    assert cut.endswith("two")
    assert "... 7,000 bytes ..." in cut
    os.write(output.descriptor, b"x" * (5 << 20))
    output.trim()
    assert output.text(slice(0, 3)).startswith("onetwo")
    output.close()
