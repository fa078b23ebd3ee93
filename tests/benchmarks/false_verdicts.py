"""Count the false verdicts of the benchmark stage, idle and beside busy loops.

``python tests/benchmarks/false_verdicts.py --verdicts 40 --out verdicts.jsonl``

Judges every answer of kata13 and kata15 that the benchmark stage has to judge (the right ones included)
again and again under each condition, and prints a table: false verdicts, inconclusive ones, seconds, and
beside them what a plain gate says on the same runs: ``serial / submission >= 1.5`` by the wall clock, asked
of the first paired round of each. Each verdict is appended to ``--out`` as a line of JSON as soon as it is
there, and those that the file already holds are not judged again, so that a run goes on where the last one
was stopped; ``--verdicts 0`` only prints what the file holds. Whatever else the machine was doing is part
of the condition: the load average from before our own loops is kept with each verdict.

Exit code: 0 no false verdict and at most 5 % inconclusive (none when idle), else 1.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from grader.calibrate import STAGE
from grader.judge import judge
from grader.kata import Catalogue, expectation
from grader.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
CONDITIONS = {
    "idle": [],
    "1 loop": [_STEADY],
    "2 loops": [_STEADY] * 2,
    "4 loops": [_STEADY] * 4,
    "2 bursty": [_BURSTY] * 2,
}
# An earlier stage names these, so that none of them gets to the benchmark, which must not pass them either.
_ALSO = {
    "kata13_web_scraper": {
        "serial": Verdict.SLOW,
        "joined_one_by_one": Verdict.SLOW,
        "blocks_the_event_loop": Verdict.SLOW,
        "processes": Verdict.WRONG_TOOL,
    }
}
_GATE = 1.5
_MOST_INCONCLUSIVE = 0.05


@dataclass(frozen=True)
class Sample:
    """One verdict; ``gate`` is what the plain gate says of the same run, None where it had no round."""

    kata: str
    answer: str
    condition: str
    wanted: tuple[str, ...]
    verdict: str
    seconds: float
    load: float
    speedups: tuple[float, ...]
    told: str

    @property
    def inconclusive(self) -> bool:
        """Whether it says that it cannot tell."""
        return self.verdict == Verdict.INCONCLUSIVE

    @property
    def false(self) -> bool:
        """Whether it is another verdict than the right one."""
        return not self.inconclusive and self.verdict not in self.wanted

    @property
    def gate(self) -> bool | None:
        """Whether the plain gate accepts the first round."""
        return self.speedups[0] >= _GATE if self.speedups else None

    @property
    def gate_is_false(self) -> bool:
        """Whether the plain gate is mistaken."""
        return self.gate is not None and self.gate != ("passed" in self.wanted)


@contextlib.contextmanager
def beside(codes: Iterable[str]) -> Iterator[None]:
    """Keep the processors busy with so many loops."""
    with contextlib.ExitStack() as stack:
        for code in codes:
            loop = stack.enter_context(subprocess.Popen([sys.executable, "-I", "-c", code]))  # noqa: S603  our own loops
            stack.callback(loop.kill)
        yield


def answers(kata: Kata) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Every answer that the stage has to judge, with the verdicts that are right for it."""
    also = _ALSO.get(kata.id, {})
    for path in kata.right_answers:
        yield path, ("passed",)
    for path in kata.wrong_answers:
        if (named := expectation(path)).stage == STAGE:
            yield path, named.verdicts
        elif path.stem in also:
            yield path, (also[path.stem].value,)


def speedups(stage: StageResult) -> tuple[float, ...]:
    """Serial by submission, by the wall clock, for each paired round."""
    for check in stage.checks:
        if isinstance(check.figures, dict) and "benchmark" in check.figures:
            data = {
                one["name"].rpartition("[")[2].rstrip("]"): one["stats"]["data"]
                for one in check.figures["benchmark"]["benchmarks"]
            }
            return tuple(a / b for a, b in zip(data["baseline"], data["submission"], strict=True))
    return ()


def take(kata: Kata, path: Path, wanted: tuple[str, ...], condition: str, method: str) -> Sample:
    """Judge once."""
    load = os.getloadavg()[0]
    with beside(CONDITIONS[condition]):
        stage = judge(kata, path, stages=(STAGE,), options={"method": method} if method else {}).stages[-1]
    told = "; ".join(f"{c.cause} [{c.rests_on}]" for c in stage.checks) or stage.reason
    return Sample(
        kata.id,
        path.stem,
        condition,
        wanted,
        stage.verdict.value,
        round(stage.seconds, 2),
        round(load, 2),
        tuple(round(ratio, 3) for ratio in speedups(stage)),
        told,
    )


def kept(file: Path | None) -> list[Sample]:
    """What an earlier run has found."""
    if file is None or not file.is_file():
        return []
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        with contextlib.suppress(json.JSONDecodeError):  # the last line of a run that was killed
            one = json.loads(line)
            found.append(
                Sample(**{**one, "wanted": tuple(one["wanted"]), "speedups": tuple(one["speedups"])})
            )
    return found


def say(line: str) -> None:
    """Tell how far it is."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")


def gather(given: argparse.Namespace) -> list[Sample]:
    """Judge what is still missing; every answer once under every condition, then again."""
    found = kept(given.out)
    catalogue = Catalogue()
    cells = [
        (kata, path, wanted, condition)
        for kata in map(catalogue.find, given.katas)
        for path, wanted in answers(kata)
        for condition in given.conditions
        if not given.answers or path.stem in given.answers
    ]
    done: dict[tuple[str, str, str], int] = {}
    for one in found:
        key = (one.kata, one.answer, one.condition)
        done[key] = done.get(key, 0) + 1
    missing = [
        cell
        for turn in range(given.verdicts)
        for cell in cells
        if done.get((cell[0].id, cell[1].stem, cell[3]), 0) <= turn
    ]
    for number, (kata, path, wanted, condition) in enumerate(missing, 1):
        if given.until and time.strftime("%H:%M") >= given.until:
            say(f"stopped at {given.until}, {len(missing) - number + 1} verdicts short")
            break
        one = take(kata, path, wanted, condition, given.method)
        found.append(one)
        if given.out:
            with given.out.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(one)) + "\n")
        mark = "FALSE " if one.false else ""
        say(
            f"{number}/{len(missing)} {condition}: {kata.id[:6]} {path.stem}: {mark}{one.verdict} "
            f"in {one.seconds:.1f} s, load {one.load:.1f}" + (f": {one.told}" if one.false else "")
        )
    return found


def table(found: list[Sample], keys: tuple[str, ...], title: str) -> Table:
    """Count by ``keys``."""
    made = Table(title=title, box=None, pad_edge=False, header_style="dim", title_justify="left")
    for key in keys:
        made.add_column(key, overflow="fold")
    for name in ("verdicts", "false", "inconclusive", "plain gate: false", "seconds", "load beside"):
        made.add_column(name, justify="right")
    groups: dict[tuple[str, ...], list[Sample]] = {}
    for one in found:
        groups.setdefault(tuple(getattr(one, key) for key in keys), []).append(one)
    for group, rows in groups.items():
        asked = [one for one in rows if one.gate is not None]
        names = sorted({one.verdict for one in rows if one.false})
        loads = [one.load for one in rows]
        made.add_row(
            *group,
            str(len(rows)),
            " ".join([str(sum(one.false for one in rows)), *names]),
            str(sum(one.inconclusive for one in rows)),
            f"{sum(one.gate_is_false for one in asked)} of {len(asked)}",
            f"{statistics.median(one.seconds for one in rows):.1f}",
            f"{min(loads):.1f} to {max(loads):.1f}",
        )
    return made


def main() -> None:
    """Judge, count, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--verdicts", type=int, default=40, help="of each answer under each condition")
    parser.add_argument("--conditions", nargs="*", default=list(CONDITIONS), choices=list(CONDITIONS))
    parser.add_argument("--katas", nargs="*", default=["kata13", "kata15"])
    parser.add_argument("--answers", nargs="*", default=[], help="names of answers; all without it")
    parser.add_argument("--method", default="", help="start method: fork, spawn, forkserver")
    parser.add_argument("--out", type=Path, help="a file of JSON lines to go on with")
    parser.add_argument("--until", default="", metavar="HH:MM", help="begin nothing more from then on")
    parser.add_argument("--json", action="store_true", help="print the totals as JSON, and no table")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that our loops end with us
    found = gather(given)
    asked = [one for one in found if one.gate is not None]
    unsure = [one for one in found if one.inconclusive]
    totals = {
        "verdicts": len(found),
        "false": sum(one.false for one in found),
        "inconclusive": len(unsure),
        "inconclusive_when_idle": sum(one.condition == "idle" for one in unsure),
        "plain_gate_asked": len(asked),
        "plain_gate_false": sum(one.gate_is_false for one in asked),
        "load_beside": [min((o.load for o in found), default=0), max((o.load for o in found), default=0)],
    }
    if given.json:
        sys.stdout.write(json.dumps(totals, indent=2) + "\n")
    else:
        console = Console(width=None if sys.stdout.isatty() else 150)
        console.print(table(found, ("condition", "kata", "answer"), "each answer"))
        console.print()
        console.print(table(found, ("condition", "kata"), "each condition"))
        console.print("\n" + ", ".join(f"{name.replace('_', ' ')}: {n}" for name, n in totals.items()))
    fine = (
        not totals["false"]
        and not totals["inconclusive_when_idle"]
        and len(unsure) <= _MOST_INCONCLUSIVE * len(found)
    )
    sys.exit(not fine)


if __name__ == "__main__":
    main()
