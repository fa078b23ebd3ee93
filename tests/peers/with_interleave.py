"""interleave-test: the whole scenario is a model; its module is loaded inside, its threads are spawned there.

Only the program's own file is traced. Loading the module is atomic, as its documentation advises for
what comes before the threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import interleave_test as it
from interleave_test._strategies import DFSStrategy, PCTStrategy, RandomStrategy

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter import Meter
    from programs import Program

BOUND = 2
UNLIMITED = 1_000_000


def _together(*functions: Callable[[], Any]) -> list[Any]:
    results: list[Any] = [None] * len(functions)
    errors: list[Exception] = []

    def call(index: int) -> None:
        try:
            results[index] = functions[index]()
        except Exception as error:  # noqa: BLE001  raised again by the scenario's thread
            errors.append(error)

    tasks = [it.spawn(call, index) for index in range(len(functions))]
    for task in tasks:
        task.join()
    if errors:
        raise errors[0]
    return results


def _within(meter: Meter, kind: type[Any], *arguments: Any) -> Any:
    """The strategy, ended when the time is up; nothing else can end it."""

    class Within(kind):
        def more(self) -> bool | None:
            return False if meter.over else super().more()

        def pick(self, *arguments: Any) -> Any:
            meter.decisions += 1
            return super().pick(*arguments)

    return Within(*arguments)


def explore(program: Program, meter: Meter, strategy: str, seed: int, schedules: int) -> tuple[str, str]:
    """Search, at opcode granularity."""
    load = program.loader()

    def model() -> None:
        meter.schedule()
        with it.no_interleave():
            scenario = load()
        scenario(_together)

    strategies = {
        "random": (RandomStrategy,),
        "pct": (PCTStrategy,),
        "dfs": (DFSStrategy, BOUND),
    }
    iterations = UNLIMITED if strategy == "dfs" else schedules
    result = it.explore(
        model,
        strategy=_within(meter, *strategies[strategy]),
        iterations=iterations,
        seed=seed,
        granularity="opcode",
        timeout=meter.budget,
        include=[program.path],
        raise_on_failure=False,
    )
    if result.failure is not None:
        return ("undecided" if result.failure.kind == "hang" else "failed"), result.failure.kind
    if strategy == "dfs" and result.exhausted:
        meter.exhausted = meter.elapsed
        return "passed", ""
    if strategy != "dfs" and result.schedules_run >= iterations:
        return "passed", ""
    return "undecided", "time"
