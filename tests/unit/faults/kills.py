"""Kill the grader with -9 at random moments, and count what was lost.

``python tests/unit/faults/kills.py --kills 200 --seed 1``

Each turn begins `check`, `watch`, `verify` or `history` in a small checkout, sends SIGKILL at a random
moment to the command or to a random process below it, and then holds: every source that was saved can be
got back; SQLite finds no fault in the history; no process and no temporary directory is left; a command
whose child was killed still ends, with a verdict and no traceback; and the next check passes.

Exit code: 0 nothing was lost, else 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from scene import BUSY, LONG, Scene, ended, kill

if TYPE_CHECKING:
    import subprocess

COMMANDS = ("check", "watch", "verify", "history")
_CODES = {0, 1, 2, 3, 4}
_LONGEST = 6.0  # seconds until the latest moment; the first moments are the likeliest


@dataclass
class Tally:
    """What was injected and what was lost."""

    kills: Counter[tuple[str, str]] = field(default_factory=Counter)
    too_late: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    next_runs: int = 0


class Killer:
    """Turn after turn in one checkout."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene = scene
        self.chance = random.Random(seed)  # noqa: S311  moments, no secrets
        self.tally = Tally()
        self._stored: set[bytes] = set()
        self._saved = b""
        self._turn = 0
        self._saves = 0
        self._reference = scene.kata.reference.read_text(encoding="utf-8")

    def turn(self, command: str, target: str, *, then_check: bool) -> None:
        """One command, one kill, and what must hold afterwards."""
        self._turn += 1
        self._save()
        arguments = self._arguments(command)
        about = f"turn {self._turn}: {target} of `{' '.join(arguments)}`"
        grader = self.scene.start(*arguments)
        with ended(grader):
            self._wait(command, grader)
            killed = self._kill(grader, target)
            self.tally.kills[command, target] += killed
            self.tally.too_late[command] += not killed
            self._after(grader, about, command, killed_child=killed and target == "child")
        self._holds(about)
        if then_check:
            self._next_run(about)

    def _save(self) -> None:
        self._saves += 1
        text = f"{self._reference}\nSAVE = {self._saves}\n" + (BUSY if self.chance.random() < 0.5 else "")
        self.scene.write(text)
        self._saved = text.encode()

    def _arguments(self, command: str) -> list[str]:
        if command == "verify":
            return ["verify", "kata01", *(["-n", "2"] if self.chance.random() < 0.5 else [])]
        if command == "history":
            numbers = [e.number for e in self.scene.history.entries() if self.scene.history.source(e.number)]
            if numbers:
                return [
                    "history",
                    self.chance.choice(("--restore", "--diff")),
                    str(self.chance.choice(numbers)),
                ]
        return [command] if command == "history" else [command, "kata01"]

    def _wait(self, command: str, grader: subprocess.Popen[bytes]) -> None:
        longest = 1.0 if command == "history" else _LONGEST
        moment = time.monotonic() + longest * self.chance.random() ** 1.5
        saved = command != "watch"
        while time.monotonic() < moment and grader.poll() is None:
            if not saved and self.chance.random() < 0.02:
                saved = True
                self._save()
            time.sleep(0.01)

    def _kill(self, grader: subprocess.Popen[bytes], target: str) -> bool:
        if grader.poll() is not None:
            return False
        if target == "parent":
            kill(grader.pid)
            return True
        end = time.monotonic() + 2.0  # a child, as soon as there is one
        while time.monotonic() < end and grader.poll() is None:
            children = [pid for pid in self.scene.processes() if pid != grader.pid]
            if children:
                kill(self.chance.choice(children))
                return True
            time.sleep(0.01)
        return False

    def _after(
        self, grader: subprocess.Popen[bytes], about: str, command: str, *, killed_child: bool
    ) -> None:
        if command == "watch" and grader.poll() is None:
            assert grader.stdin is not None
            grader.stdin.write(b"q\n")
        said, _ = grader.communicate(timeout=LONG)
        if b"Traceback" in said and b"grader/cli" in said:
            self.tally.lost.append(f"{about}: a traceback\n{said.decode(errors='replace')}")
        if killed_child and grader.returncode not in _CODES:
            self.tally.lost.append(f"{about}: exit code {grader.returncode}")

    def _holds(self, about: str) -> None:
        scene, lost = self.scene, self.tally.lost
        left = scene.left()
        if left:
            lost.append(f"{about}: left behind: {left}")
        said = scene.integrity()
        if said != "ok":
            lost.append(f"{about}: {said}")
        stored = scene.stored()
        standing = scene.kata.attempt.read_bytes() if scene.kata.attempt.exists() else None
        if self._saved not in stored | {standing} or not self._stored <= stored:
            lost.append(f"{about}: a source cannot be got back")
        self._stored = stored
        judged = [entry for entry in scene.history.entries() if entry.sha]
        if any(scene.history.source(entry.number) is None for entry in judged):
            lost.append(f"{about}: an entry without its source")

    def _next_run(self, about: str) -> None:
        self.scene.write(self._reference)
        code, said = self.scene.run("check", "kata01")
        self.tally.next_runs += 1
        if code != 0 or "PASSED" not in said or "warning" in said:
            self.tally.lost.append(f"{about}: the next check ended with {code}: {said}")


def inject(directory: Path, kills: int, seed: int, every: int = 1, *, tell: bool = False) -> Tally:
    """So many kills, commands and targets in turn; after each ``every``-th the next check is run."""
    killer = Killer(Scene.make(directory), seed)
    turn = 0
    while sum(killer.tally.kills.values()) < kills and turn < 4 * kills:
        command = COMMANDS[turn % len(COMMANDS)]
        target = "child" if command != "history" and turn // len(COMMANDS) % 2 else "parent"
        killer.turn(command, target, then_check=turn % every == 0)
        turn += 1
        if tell:
            done = sum(killer.tally.kills.values())
            sys.stderr.write(
                f"{time.strftime('%H:%M:%S')} {done} of {kills}, lost {len(killer.tally.lost)}\n"
            )
    return killer.tally


def main() -> None:
    """Kill, look, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=4, help="check again after each so many turns")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as directory:
        tally = inject(Path(directory), given.kills, given.seed, given.every, tell=True)
    out = sys.stdout.write
    for (command, target), count in sorted(tally.kills.items()):
        out(f"{command:<8} {target:<7} {count:>4} killed\n")
    out(f"{sum(tally.too_late.values())} commands had ended before; {tally.next_runs} next checks\n")
    out(f"lost: {len(tally.lost)}\n" + "".join(f"  {one}\n" for one in tally.lost))
    sys.exit(bool(tally.lost))


if __name__ == "__main__":
    main()
