"""What the answers of one comparison add up to: a table with a row per tool, and the bars."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meter import Answer

OURS = "grader:search"
SAME_STRATEGY = (("grader:random", "interleave:random"), ("grader:pct", "interleave:pct"))
SPEED = 20.0
SHARE = 0.9
ENOUGH = 20
WHY = 40
NAMED = 5


class Tally:
    """The answers of one run, by tool and program; ``clock`` is cpu or wall."""

    def __init__(self, answers: Iterable[Answer], clock: str) -> None:
        self._clock = clock
        self._by_tool: dict[str, dict[str, Answer]] = {}
        for answer in answers:
            self._by_tool.setdefault(answer.tool, {})[answer.program] = answer

    def table(self) -> Table:
        """A row per tool.

        ``r cond`` are right programs condemned, ``open`` is undecided, ``sched/s`` the median rate;
        ``decisions`` is their median number per schedule, ``to bug`` and ``slowest`` are the median and the
        longest time to the bug, ``bound 2`` says of how many right programs every schedule with at most
        two preemptions was explored, and ``seconds`` how long that took, median.
        """
        table = Table(
            title=f"seconds are {self._clock} seconds; r: right programs, w: wrong ones", box=SIMPLE_HEAD
        )
        table.add_column("tool", no_wrap=True)
        headings = ("r ok", "r cond", "r open", "w found", "w missed", "w open")
        for heading in (*headings, "sched/s", "decisions", "to bug", "slowest", "bound 2", "seconds"):
            table.add_column(heading, justify="right", no_wrap=True)
        for tool, answers in self._by_tool.items():
            table.add_row(tool, *self._verdicts(answers.values()), *self._seconds(answers.values()))
        return table

    def _verdicts(self, answers: Iterable[Answer]) -> list[str]:
        cells = []
        for is_right, order in ((True, ("passed", "failed")), (False, ("failed", "passed"))):
            half = [answer.verdict for answer in answers if answer.is_right is is_right]
            cells += [str(half.count(verdict)) for verdict in (*order, "undecided")]
        return cells

    def _seconds(self, answers: Iterable[Answer]) -> list[str]:
        rates = [rate for answer in answers if (rate := self._rate(answer)) is not None]
        bugs = [self._of(answer.bug) for answer in answers if answer.bug and not answer.is_right]
        done = [self._of(answer.exhausted) for answer in answers if answer.exhausted and answer.is_right]
        decisions = [answer.decisions / answer.schedules for answer in answers if answer.decisions]
        return [
            f"{statistics.median(rates):,.0f}" if rates else "-",
            f"{statistics.median(decisions):.0f}" if decisions else "-",
            f"{statistics.median(bugs):.3f}" if bugs else "-",
            f"{max(bugs):.3f}" if bugs else "-",
            str(len(done)),
            f"{statistics.median(done):.3f}" if done else "-",
        ]

    def _of(self, seconds: object) -> float:
        return float(getattr(seconds, self._clock))

    def _rate(self, answer: Answer) -> float | None:
        return answer.rate(self._clock) if answer.schedules >= ENOUGH else None

    def bars(self) -> list[str]:
        """What each bar asks for, and what was seen."""
        return [*self._speed(), *self._to_the_bug(), *self._false()]

    def _speed(self) -> Iterable[str]:
        for mine, theirs in SAME_STRATEGY:
            if mine not in self._by_tool or theirs not in self._by_tool:
                continue
            ratios: list[float] = []
            by_decision: list[float] = []
            for name, answer in self._by_tool[mine].items():
                other = self._by_tool[theirs].get(name)
                ours, its = self._rate(answer), self._rate(other) if other else None
                if other and ours and its:
                    ratios.append(ours / its)
                    if answer.decisions and other.decisions:
                        each = answer.decisions / answer.schedules, other.decisions / other.schedules
                        by_decision.append(ours * each[0] / its / each[1])
            if ratios:
                low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
                yield (
                    f"{_met(middle >= SPEED)} schedules per second, {mine} over {theirs}: "
                    f"median {middle:.1f} times "
                    f"(from {low:.1f} to {high:.1f}, {len(ratios)} programs); bar {SPEED:g}"
                )
            if by_decision:
                yield f"      decisions per second: median {statistics.median(by_decision):.1f} times"

    def _to_the_bug(self) -> Iterable[str]:
        mine = [answer for answer in self._by_tool.get(OURS, {}).values() if not answer.is_right]
        peers = [tool for tool in self._by_tool if not tool.startswith("grader")]
        if not mine or not peers:
            return
        for what in ("bug", "told"):
            slower = [answer for answer in mine if self._own(answer, what) > self._best(answer, peers)]
            share = 1 - len(slower) / len(mine)
            until = "first failing schedule" if what == "bug" else "shrunk counterexample"
            yield (
                f"{_met(share >= SHARE)} time to the bug (ours until the {until}) "
                f"no worse than the best peer's: {share:.0%} of {len(mine)} programs; bar {SHARE:.0%}"
            )
        began = statistics.median(self._of(answer.first) for answer in mine)
        yield f"      ours before its first schedule: median {began:.3f}"
        for peer in peers:
            slower = [answer for answer in mine if self._own(answer, "bug") > self._best(answer, [peer])]
            names = ", ".join(f"{a.program} ({self._own(a, 'bug'):.3f})" for a in slower[:NAMED])
            more = f" and {len(slower) - NAMED} more" if len(slower) > NAMED else ""
            yield f"      ours is slower than {peer} on {len(slower)}{': ' if names else ''}{names}{more}"

    def _own(self, answer: Answer, what: str) -> float:
        return self._of(getattr(answer, what)) if answer.bug else float("inf")

    def _best(self, answer: Answer, peers: list[str]) -> float:
        """The least time to the bug of this program; endless if nobody finds it."""
        theirs = [self._by_tool[peer].get(answer.program) for peer in peers]
        return min((self._of(one.bug) for one in theirs if one and one.bug), default=float("inf"))

    def _false(self) -> Iterable[str]:
        for tool, answers in self._by_tool.items():
            found = {
                "missed": [a for a in answers.values() if not a.is_right and a.verdict == "passed"],
                "condemned": [a for a in answers.values() if a.is_right and a.verdict == "failed"],
                "undecided": [a for a in answers.values() if a.verdict == "undecided"],
            }
            if tool == OURS:
                yield f"{_met(not any(found.values()))} nothing missed, condemned or undecided by {tool}"
            for word, those in found.items():
                if those:
                    names = (f"{a.program} ({a.why[:WHY]})" if a.why else a.program for a in those)
                    yield f"      {tool} {word}: {', '.join(names)}"


def _met(met: bool) -> str:  # noqa: FBT001  a word for a truth value
    return "met   " if met else "NOT MET"
