"""Count the false verdicts of the benchmark stage, idle and beside busy loops.

``python tests/benchmarks/false_verdicts.py kata15 --verdicts 40 --loops 0 1 2 4 --bursty 2``

Judges every right answer of a kata and every wrong one that the benchmark stage must name, again and
again, and prints a table: false verdicts, inconclusive ones, seconds, and beside them what a plain gate
(``serial / submission >= 1.5`` by the wall clock, on the same rounds) says on the same runs.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from grader.judge import judge
from grader.kata import Catalogue, expectation
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grader.kata import Kata
    from grader.verdict import StageResult

_STEADY = "while True: pass"
_BURSTY = """
import time, random
while True:
    end = time.monotonic() + random.uniform(0.05, 0.5)
    while time.monotonic() < end: pass
    time.sleep(random.uniform(0.05, 0.5))
"""
_RATIO = re.compile(r"wall time against serial ([\d.]+)")
_GATE = 1.5


@dataclass
class Tally:
    """What one answer got under one load."""

    verdicts: list[Verdict] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    gate: list[bool] = field(default_factory=list)


@contextlib.contextmanager
def busy(steady: int, bursty: int) -> Iterator[None]:
    """Keep the processors busy with so many loops."""
    codes = [_STEADY] * steady + [_BURSTY] * bursty
    loops = [subprocess.Popen([sys.executable, "-I", "-c", code]) for code in codes]  # noqa: S603  our own loops
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
        for loop in loops:
            loop.wait()


def answers(kata: Kata, only: list[str]) -> list[tuple[Path, tuple[str, ...]]]:
    """Every answer that the benchmark stage has to judge, with the verdicts that are right for it."""
    right = [(path, ("passed",)) for path in kata.right_answers]
    wrong = [(path, expectation(path)) for path in kata.wrong_answers]
    named = [(path, expected.verdicts) for path, expected in wrong if expected.stage == "benchmark"]
    return [(path, verdicts) for path, verdicts in [*right, *named] if not only or path.stem in only]


def gate_passes(stage: StageResult) -> bool | None:
    """Say what the plain gate says; None if there was no paired round to ask it of."""
    found = [_RATIO.search(check.rests_on) for check in stage.checks]
    ratios = [float(match.group(1)) for match in found if match]
    return min(1 / ratio for ratio in ratios) >= _GATE if ratios else None


def row(table: Table, load: str, name: str, wanted: tuple[str, ...], tally: Tally) -> tuple[int, int, int]:
    """Add a row; return false verdicts, inconclusive ones and the gate's errors."""
    unsure = tally.verdicts.count(Verdict.INCONCLUSIVE)
    false = [v for v in tally.verdicts if v not in wanted and v is not Verdict.INCONCLUSIVE]
    gate = sum(passes != ("passed" in wanted) for passes in tally.gate)
    table.add_row(
        load,
        name,
        " | ".join(wanted),
        f"{len(false)} of {len(tally.verdicts)}" + (f" ({', '.join(sorted(set(false)))})" if false else ""),
        str(unsure),
        f"{gate} of {len(tally.gate)}",
        f"{statistics.median(tally.seconds):.1f}",
    )
    return len(false), unsure, gate


def main() -> None:
    """Judge, count, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("kata")
    parser.add_argument("--verdicts", type=int, default=40)
    parser.add_argument("--loops", type=int, nargs="*", default=[0, 1, 2, 4])
    parser.add_argument("--bursty", type=int, nargs="*", default=[])
    parser.add_argument("--only", nargs="*", default=[], help="names of answers")
    parser.add_argument("--method", default="", help="start method: fork, spawn, forkserver")
    given = parser.parse_args()
    kata = Catalogue().find(given.kata)
    options = {"method": given.method} if given.method else {}
    columns = ("load", "answer", "right verdict", "false", "inconclusive", "plain gate: false", "seconds")
    table = Table(*columns, title=f"{kata.id}: {given.verdicts} verdicts each")
    totals = [0, 0, 0]
    console = Console(width=None if sys.stdout.isatty() else 140)
    loads = [(f"{n} steady", n, 0) for n in given.loops] + [(f"{n} bursty", 0, n) for n in given.bursty]
    for load, steady, bursty in loads:
        for path, wanted in answers(kata, given.only):
            tally = Tally()
            with busy(steady, bursty):
                for _ in range(given.verdicts):
                    start = time.monotonic()
                    stage = judge(kata, path, stages=("benchmark",), options=options).stages[-1]
                    tally.seconds.append(time.monotonic() - start)
                    tally.verdicts.append(stage.verdict)
                    if (passes := gate_passes(stage)) is not None:
                        tally.gate.append(passes)
                    if stage.verdict not in wanted:
                        told = "; ".join(f"{c.cause} [{c.rests_on}]" for c in stage.checks) or stage.reason
                        console.print(f"{load}: {path.stem}: {stage.verdict}: {told}", markup=False)
            said = ", ".join(f"{v} {s:.1f} s" for v, s in zip(tally.verdicts, tally.seconds, strict=True))
            sys.stderr.write(f"{load}: {path.stem}: {said}\n")
            found = row(table, load, path.stem, wanted, tally)
            totals = [total + more for total, more in zip(totals, found, strict=True)]
    console.print(table)
    console.print(f"false: {totals[0]}, inconclusive: {totals[1]}, plain gate false: {totals[2]}")
    sys.exit(totals[0] > 0)


if __name__ == "__main__":
    main()
