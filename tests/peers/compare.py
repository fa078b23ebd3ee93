"""Compare the explorer with its peers: the same programs, on the same machine, in one run.

``pip install -e '.[peers]'``, then ``python tests/peers/compare.py --json peers.json``

Programs are those of ``tests/unit/programs`` whose threads all come from one call of ``together``
(``programs.Program.is_comparable`` is the rule), half of them right, evenly spaced by name: no result
decides which. Each tool is given each program in a process of its own, program by program, so that what
else runs on the machine slows all of them. What is not done within ``--seconds`` CPU seconds, or hangs, is
undecided. Seconds are CPU seconds unless ``--clock wall``: beside other work the wall clock tells more of
the other work; threads that hand over to each other look better by CPU time than by the clock.

The tools, and in front of what each can switch:

- ``interleave:random``, ``interleave:pct`` (``--schedules`` of them), ``interleave:dfs`` (at most 2
  preemptions): interleave-test, each bytecode instruction of the program's file, each operation of a
  primitive.
- ``frontrun:random`` (``--schedules``), ``frontrun:dpor`` (at most 2 preemptions, its default),
  ``frontrun:dpor-clock`` (timers explored too): each instruction; DPOR branches at those that conflict.
- ``ploom:bound2``: its own operations, put in front of every access by ``with_ploom``.
- ``stress:runs``: real threads, wherever the system switches; ``--schedules`` runs.
- ``grader:search``: what the judge does: operations of primitives, and accesses that were seen to race; every
  bound up to 2, then 100 schedules of PCT.
- ``grader:random``, ``grader:pct`` (``--schedules``): every access to an attribute, an item, a container or a
  rebound variable, and every operation of a primitive, releases too. That is the finest that the world
  has, and what the bar of speed is measured at. It is coarser than an instruction: those between two accesses
  touch nothing that another thread can see, so that no outcome is lost; but a schedule has fewer decisions.

The time to a bug runs from the call of the tool, with the tool and what the program imports imported, to
the first failing schedule: compiling or rewriting the program and making a world are in it, starting
Python is not. Replaying and minimising are switched off in the peers; ours cannot be, so both are told. A
bug that shows by hanging, where no scheduler watches, costs the wall seconds that were waited.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from meter import Answer, Seconds
from programs import chosen
from rich.console import Console
from tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from programs import Program

TOOLS = (
    "interleave:random",
    "interleave:pct",
    "interleave:dfs",
    "frontrun:random",
    "frontrun:dpor",
    "frontrun:dpor-clock",
    "ploom:bound2",
    "stress:runs",
    "grader:search",
    "grader:random",
    "grader:pct",
)
ONE = Path(__file__).with_name("one.py")
GRACE = 5.0
LOOK_EVERY = 0.05
WALL = 3.0
WIDTH = 150
EVERY = 1_000_000


def main() -> None:
    """Compare what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--programs", type=int, default=54, help="how many, half of them right")
    parser.add_argument("--only", nargs="+", default=[], help="these programs, by name")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, help="these alone; with --read, these again")
    parser.add_argument("--seconds", type=float, default=20.0, help="CPU seconds for a tool and a program")
    parser.add_argument("--schedules", type=int, default=500, help="for what searches at random")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--clock", choices=("cpu", "wall"), default="cpu")
    parser.add_argument("--json", type=Path, help="write every answer there")
    parser.add_argument(
        "--read", type=Path, help="begin with the answers in that file, and with its programs"
    )
    options = parser.parse_args()
    answers = list(_read(options.read)) if options.read else []
    tools = options.tools or ([] if options.read else TOOLS)
    names = set(options.only) or {answer.program for answer in answers}
    for answer in _run(tools, names, options):
        answers = [old for old in answers if (old.tool, old.program) != (answer.tool, answer.program)]
        answers.append(answer)
        if options.json:
            options.json.write_text(json.dumps([asdict(one) for one in answers], indent=1) + "\n")
    console = Console(width=max(WIDTH, Console().width))
    tally = Tally(answers, options.clock)
    console.print(tally.table())
    for line in tally.bars():
        console.print(line, highlight=False, soft_wrap=True, markup=False)


def _run(tools: Sequence[str], names: set[str], options: argparse.Namespace) -> Iterator[Answer]:
    programs = chosen(options.programs)
    if names:
        programs = [program for program in chosen(EVERY) if program.name in names]
    for number, program in enumerate(programs, 1):
        for tool in tools:
            answer = _one(tool, program, options)
            told = f"{number}/{len(programs)} {program.name} {tool}: {answer.verdict} {answer.why[:60]}"
            sys.stderr.write(f"{told.rstrip()}\n")
            yield answer


def _one(tool: str, program: Program, options: argparse.Namespace) -> Answer:
    """What ``tool`` says of ``program``; whatever takes too long is ended."""
    command = [sys.executable, str(ONE), tool, str(program.path)]
    command += [str(options.seconds), str(options.seed), str(options.schedules)]
    if tool.startswith("frontrun"):
        command.insert(0, str(Path(sys.executable).with_name("frontrun")))
    child = subprocess.Popen(  # noqa: S603  our own
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    hung = _wait(child, options.seconds)
    out, err = child.communicate()
    lines = out.strip().splitlines()
    if hung or not lines:
        why = "hangs" if hung else f"crashed: {err.strip().rpartition(chr(10))[2]}"
        return Answer(tool, program.name, program.is_right, "undecided", why)
    return _answer(json.loads(lines[-1]))


def _wait(child: subprocess.Popen[str], seconds: float) -> bool:
    """Wait until it has ended, or end it; whether it had to be."""
    end = time.monotonic() + WALL * seconds + GRACE
    watched = psutil.Process(child.pid)
    while child.poll() is None:
        try:
            spent = sum(watched.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
        if spent > seconds + GRACE or time.monotonic() > end:
            os.killpg(child.pid, signal.SIGKILL)
            return True
        time.sleep(LOOK_EVERY)
    return False


def _read(path: Path) -> Iterator[Answer]:
    # a corpus lives: what has left it is compared no more
    known = {program.name for program in chosen(EVERY)}
    return (_answer(data) for data in json.loads(path.read_text()) if data["program"] in known)


def _answer(data: dict[str, object]) -> Answer:
    times = {name: Seconds(*data.pop(name)) for name in ("first", "told", "bug", "exhausted") if data[name]}
    return Answer(**{**data, **times})


if __name__ == "__main__":
    main()
