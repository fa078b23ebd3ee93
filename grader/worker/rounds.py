"""Paired rounds under pytest-benchmark's clock: baseline, reference, submission, in random order.

Loading a module, starting and ending its runner are outside the clock. After each complete round a
judge is asked; its first answer ends the rounds. It may also say that the next round can do without
the reference: that one is the control of whatever is held against a submission, and where nothing is,
there is nothing to control.
"""

from __future__ import annotations

import dataclasses
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grader.worker.lineup import ROLES, Lineup, Task, check, must_agree, never
from grader.worker.spread import Trio

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

    from grader.measure import Meter
    from grader.worker.contender import Answer, Contender, Round


class _Enough(Exception):
    """Ends the rounds early; pytest-benchmark knows no other way."""


@dataclass(frozen=True)
class More:
    """A judge's wish for another round, with the reference (``control``) or without it."""

    control: bool = True


class Paired[T]:
    """Runs rounds of ``task`` until ``judge`` gives an answer instead of asking for ``More``.

    ``times`` are pytest-benchmark's seconds of each role so far.

    ``enough`` may stop the submission for what it used; ``peak``, if there is one, is asked before and
    after each call and says how many were inside the suite's server.
    """

    def __init__(  # noqa: PLR0913  each is one thing that a caller decides
        self,
        lineup: Lineup,
        task: Task,
        judge: Callable[[list[Trio]], T | More],
        *,
        order: random.Random,
        enough: Callable[[Meter], bool] = never,
        peak: Callable[[], int] = int,
    ) -> None:
        self._lineup = lineup
        self._task = task
        self._judge = judge
        self._order = order
        self._enough = enough
        self._peak = peak
        self.times: dict[str, list[float]] = {role: [] for role in ROLES}
        self._roles: tuple[str, ...] = ROLES
        self._turns: list[str] = []
        self._played: dict[str, Round] = {}
        self._answers: dict[str, Answer] = {}
        self._peaks: dict[str, int] = {}
        self._trios: list[Trio] = []
        self._answer: T | None = None

    def run(self, benchmark: BenchmarkFixture, most_rounds: int) -> T | None:
        """Run at most ``most_rounds`` rounds; None if the judge never gave an answer.

        Raises:
            Decided: a call failed, or the submission's value is not the baseline's.
        """
        with ExitStack() as runners:
            contender: Contender
            role = ""

            def prepare() -> None:
                nonlocal contender, role
                runners.close()
                self._take_stock(benchmark)
                if not self._turns:
                    self._turns = self._order.sample(self._roles, len(self._roles))
                role = self._turns.pop()
                contender = runners.enter_context(self._lineup.ready(role, self._task.method))
                self._peak()

            def turn() -> None:
                enough = self._enough if role == "submission" else never
                self._played[role] = contender.run(self._task.call, self._task.arguments, enough)
                self._answers[role] = check(role, self._played[role])
                self._peaks[role] = self._peak()

            try:
                benchmark.pedantic(  # type: ignore[no-untyped-call]  # pytest-benchmark has no types
                    turn, setup=prepare, rounds=len(ROLES) * most_rounds
                )
                self._take_stock(benchmark)
            except _Enough:
                benchmark.has_error = False
        return self._answer

    def _take_stock(self, benchmark: BenchmarkFixture) -> None:
        """Close a round once all three have played; their times are pytest-benchmark's."""
        if len(self._played) < len(self._roles):
            return
        answers = self._answers
        must_agree(answers["submission"].value, answers["baseline"].value)
        timed: Any = benchmark.stats
        times = dict(zip(self._played, timed.stats.data[-len(self._played) :], strict=True))
        usage = {
            role: dataclasses.replace(self._played[role].usage, wall=times[role]) for role in self._played
        }
        for role, seconds in times.items():
            self.times[role].append(seconds)
        self._trios.append(
            Trio(
                usage["baseline"],
                usage.get("reference"),
                usage["submission"],
                gil=answers["submission"].gil,
                interpreters=answers["submission"].interpreters,
                peak=self._peaks["submission"],
                good_peak=self._peaks["reference"] if "reference" in usage else 0,
            )
        )
        self._played.clear()
        found = self._judge(self._trios)
        if not isinstance(found, More):
            self._answer = found
            raise _Enough
        self._roles = tuple(role for role in ROLES if role != "reference" or found.control)
