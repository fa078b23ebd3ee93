"""Judge the whole corpus of the explorer under many seeds.

``python tests/benchmarks/explorer_seeds.py --seeds 20 --json seeds.json``

Every program of ``tests/unit/programs`` is judged as ``tests/unit/explore/test_programs.py`` does it, once
for each seed. A table has a row per seed: wrong programs found, under another name, missed or undecided;
right ones passed, condemned or undecided. Then come the median time to the bug and the slowest programs.
That time is in CPU seconds, from the program's text to its first failing schedule. Ends with 1 if any
verdict is false.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "explore"))
import corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOWEST = 10
TELL_EVERY = 50
# a worker that has executed many programs is larger than one that has not
PROGRAMS_PER_WORKER = 100
COLUMNS = ("found", "misnamed", "missed", "wrong, undecided", "passed", "condemned", "right, undecided")
FALSE = frozenset(COLUMNS) - {"found", "passed"}


@dataclass(frozen=True)
class Judged:
    """One program under one seed; ``seconds`` are those to its first failing schedule."""

    program: str
    seed: int
    verdict: str
    outcome: str
    executions: int
    seconds: float | None


def judged(program: corpus.Program, seed: int) -> Judged:
    """Judge ``program``, with a look at the watch when the first schedule fails."""
    began = time.process_time()
    seen: list[float] = []

    class Timed(corpus.Search):
        def _failed(self, *arguments: Any) -> corpus.Found:
            seen.append(time.process_time() - began)
            return super()._failed(*arguments)

    with mock.patch.object(corpus, "Search", Timed):
        result = corpus.judge(program, seed, wander=corpus.Limits().wander)
    outcome = _outcome(program, result.verdict)
    seconds = None
    if outcome in {"found", "misnamed"}:
        # what no schedule shows is known when all have been seen
        seconds = seen[0] if seen else time.process_time() - began
    return Judged(program.name, seed, result.verdict, outcome, result.executions, seconds)


def _judged(task: tuple[corpus.Program, int]) -> Judged:
    return judged(*task)


def _outcome(program: corpus.Program, verdict: str) -> str:
    if program.is_right:
        return {"passed": "passed", "inconclusive": "right, undecided"}.get(verdict, "condemned")
    if verdict in program.expected:
        return "found"
    return {"passed": "missed", "inconclusive": "wrong, undecided"}.get(verdict, "misnamed")


def _all(programs: list[corpus.Program], seeds: int, workers: int) -> Iterator[Judged]:
    tasks = [(program, seed) for seed in range(seeds) for program in programs]
    began = time.monotonic()
    spawning = multiprocessing.get_context("spawn")
    with spawning.Pool(workers, maxtasksperchild=PROGRAMS_PER_WORKER) as pool:
        for number, result in enumerate(pool.imap_unordered(_judged, tasks), 1):
            if number % TELL_EVERY == 0 or number == len(tasks):
                sys.stderr.write(f"{number}/{len(tasks)}, {time.monotonic() - began:.0f} s\n")
            yield result


def _table(results: list[Judged], seeds: int) -> Table:
    table = Table(box=SIMPLE_HEAD)
    for heading in ("seed", *COLUMNS, "to the bug"):
        table.add_column(heading, justify="right", no_wrap=True)
    for seed in range(seeds):
        own = [result for result in results if result.seed == seed]
        counts = Counter(result.outcome for result in own)
        table.add_row(str(seed), *(str(counts[column]) for column in COLUMNS), _median(own))
    return table


def _median(results: list[Judged]) -> str:
    seconds = [result.seconds for result in results if result.seconds is not None]
    return f"{statistics.median(seconds):.3f} s" if seconds else "-"


def _slowest(results: list[Judged]) -> Iterator[str]:
    """The programs whose bug takes longest, each under its worst seed."""
    worst: dict[str, Judged] = {}
    for result in sorted(results, key=lambda result: result.seconds or 0.0):
        if result.seconds is not None:
            worst[result.program] = result
    for result in sorted(worst.values(), key=lambda result: -(result.seconds or 0.0))[:SLOWEST]:
        where = f"{result.program}, seed {result.seed}"
        yield f"{result.seconds:7.3f} s  {where}, {result.executions:,} schedules"


def main() -> int:
    """Judge what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=20, help="how many: 0, 1, 2, …")
    parser.add_argument("--only", nargs="+", default=[], help="these programs, by name or topic")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write every verdict there")
    options = parser.parse_args()
    programs = [
        program
        for program in corpus.programs()
        if not options.only or {program.name, program.name.partition("/")[0]} & set(options.only)
    ]
    results = list(_all(programs, options.seeds, options.workers))
    if options.json:
        options.json.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n")
    console = Console(width=max(120, Console().width))
    console.print(_table(results, options.seeds))
    console.print(f"{len(programs)} programs, time to the bug: median {_median(results)}; the slowest:")
    for line in _slowest(results):
        console.print(line, highlight=False)
    wrong = sorted((one for one in results if one.outcome in FALSE), key=lambda one: (one.program, one.seed))
    for result in wrong:
        told = f"{result.outcome}: {result.program}, seed {result.seed}, {result.verdict}"
        console.print(told, highlight=False, soft_wrap=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
