"""How long it takes from a save to the verdict in `grader watch`.

``python tests/benchmarks/watch_latency.py kata01``

Watches a copy of one kata, saves each of its wrong answers as the attempt, one after the other, and prints
the seconds from each save to the line that says the verdict; then the median and the slowest.
"""

# ruff: noqa: S603  what is run is the grader

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.kata import Catalogue, Kata

_AFTER = " after the save."


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("kata", nargs="?", default="kata01")
    kata = Catalogue(Path(__file__).resolve().parents[2]).find(parser.parse_args().kata)
    with tempfile.TemporaryDirectory(prefix="watch-") as folder:
        took = _measure(_copy(kata, Path(folder)))
    sys.stdout.write(
        f"\n{len(took)} saves: median {statistics.median(took):.2f} s, slowest {max(took):.2f} s\n"
    )


def _copy(kata: Kata, root: Path) -> Kata:
    """A checkout with nothing but ``kata``, so that nobody's attempt is touched."""
    for tree in (kata.directory, kata.solutions, kata.suites):
        shutil.copytree(
            tree,
            root / tree.relative_to(kata.root),
            ignore=shutil.ignore_patterns("attempt.py", "__pycache__"),
        )
    return Kata(root, kata.id)


def _measure(kata: Kata) -> list[float]:
    took: list[float] = []
    command = [sys.executable, "-m", "grader", "watch", kata.id, "--plain"]
    with subprocess.Popen(
        command, cwd=kata.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as grader:
        assert grader.stdin is not None
        assert grader.stdout is not None
        verdicts = (line.strip() for line in grader.stdout if _AFTER in line)
        next(verdicts)  # of the starter
        for path in kata.wrong_answers:
            began = time.monotonic()
            kata.attempt.write_bytes(path.read_bytes())
            said = next(verdicts)
            took.append(time.monotonic() - began)
            sys.stdout.write(f"{took[-1]:6.2f} s  {path.name:36} {said.partition(',')[0]}\n")
        grader.stdin.write("quit\n")
    return took


if __name__ == "__main__":
    main()
