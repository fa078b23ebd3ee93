"""How things stand after each step of an interleaving.

That is worked out here and not in the page's script, from what the steps say: a thread holds what it
acquired until it releases it, by the name that its own code has for it; it waits where the wait-for
graph says so, once neither it nor the holder moves again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from grader.kata import STAGES
from grader.report.html.ring import end_of_holder
from grader.report.html.text import shown, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.verdict import Step, Wait

_LONGEST_VALUE = 160
_LONGEST_READ = 40
_LAST_ROUND = 12  # steps before the end of a livelock: who made one of them is in it


@dataclass(frozen=True)
class Lane:
    """A thread: the number of its colour, and the column it has (0: none of its own)."""

    name: str
    colour: int
    column: int


def own_line(step: Step) -> int:
    """The line of the submission where ``step`` is; 0 inside a check."""
    return 0 if PurePath(step.path).stem in STAGES else step.line


@dataclass
class _Stand:
    """How one thread stands: its line, what it holds, and the value read last that it may still act on."""

    line: int = 0
    held: list[str] = field(default_factory=list)
    read: str = ""

    def after(self, step: Step) -> None:
        """Take in a step of this thread."""
        self.line = own_line(step)
        if step.operation == "acquire":
            self.held.append(step.target)
        elif step.operation == "release" and step.target in self.held:
            self.held.remove(step.target)
        elif step.operation == "read" and step.value and self.line:
            self.read = f"{step.target} = {_short(step.value, _LONGEST_READ)}"
        elif step.operation == "write":
            self.read = ""  # it has acted


def states(
    steps: Sequence[Step], lanes: dict[str, Lane], waits: Sequence[Wait], end: str
) -> list[dict[str, Any]]:
    """One object a step: what is said, and how every thread and every value stands after it."""
    last = {step.thread: at for at, step in enumerate(steps)}
    stands = {name: _Stand() for name in lanes}
    values: dict[str, dict[str, str]] = {}

    def state(at: int, said: str, changed: str, stuck: dict[str, Wait]) -> dict[str, Any]:
        mine = steps[at] if at < len(steps) else None
        threads = [
            _thread(lane, stands[name], _state(name, at, steps, stuck), reads=last[name] > at)
            for name, lane in lanes.items()
        ]
        return {
            "say": said,
            "thread": mine.thread if mine else "",
            "line": own_line(mine) if mine else 0,
            "threads": threads,
            "values": list(values.values()),
            "changed": shown(changed),
        }

    found = []
    for at, step in enumerate(steps):
        stands[step.thread].after(step)
        changed = _note(values, step)
        stuck = {w.waiter: w for w in waits if max(last.get(w.waiter, at), last.get(w.holder, at)) <= at}
        found.append(state(at, spoken(step), changed, stuck))
    if end:
        found.append(state(len(steps), end, "", {wait.waiter: wait for wait in waits}))
    return found


def packed(states: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """``states``, each with what is not as it was one step before; the page's script puts it together again.

    A report has many interleavings, and most of each stays as it is.
    """
    found = []
    for at, state in enumerate(states):
        before = states[at - 1] if at else {"threads": [], "values": []}
        fresh = {
            key: [item for item in state[key] if item not in before[key]] for key in ("threads", "values")
        }
        found.append({**state, **fresh})
    return found


def _thread(lane: Lane, stand: _Stand, state: tuple[str, str], *, reads: bool) -> dict[str, Any]:
    """``reads`` says that it goes on, so that what it read still matters."""
    return {
        "name": shown(lane.name),
        "colour": lane.colour,
        "line": stand.line,
        "holds": [shown(what) for what in stand.held],
        "knows": shown(stand.read) if reads else "",
        "state": state[0],
        "detail": shown(state[1]),
    }


def _state(name: str, at: int, steps: Sequence[Step], stuck: dict[str, Wait]) -> tuple[str, str]:
    """A word for the page's style, and what a person reads."""
    if at < len(steps) and steps[at].thread == name:
        failed = steps[at].operation in {"raise", "dies"}
        return ("fail", "fails") if failed else ("now", "has just moved")
    if name in stuck:
        return "wait", waiting(stuck[name])
    acts = [number for number, step in enumerate(steps) if step.thread == name]
    if acts[0] > at:
        return "idle", "is yet to begin"
    if acts[-1] < at:
        endless = at == len(steps) and not stuck and acts[-1] >= at - _LAST_ROUND
        return ("wait", "goes round and round") if endless else ("over", "makes no more steps")
    latest = steps[max(number for number in acts if number <= at)]
    called = latest.operation == "call" and latest.target
    return "ready", f"has called {called}" if called else "stands between two steps"


def waiting(wait: Wait) -> str:
    """What the waiter does, in words."""
    holder = f", which {wait.holder} holds" if wait.holder and not end_of_holder(wait) else ""
    return f"waits for {wait.resource}{holder}"


def _note(values: dict[str, dict[str, str]], step: Step) -> str:
    """Keep the value that was read or written, and by whom; the name of what changed, if anything did."""
    if step.operation not in {"read", "write"} or not step.value or not own_line(step):
        return ""
    did = "read" if step.operation == "read" else "written"
    values[step.target] = {
        "name": shown(step.target),
        "value": shown(_short(step.value, _LONGEST_VALUE)),
        "by": shown(f"{did} by {step.thread}"),
    }
    return step.target


def _short(value: str, longest: int) -> str:
    return value if len(value) <= longest else value[: longest - 1] + "…"
