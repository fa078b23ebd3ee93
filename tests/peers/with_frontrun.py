"""frontrun: what comes before ``together`` is its setup, the functions its workers, the rest its invariant.

The scenario waits in a greenlet while the workers run. The state handed to frontrun holds the scenario's
own variables, so that the objects in it get the stable identities that its reduction wants. Run under
the ``frontrun`` command, as it asks for.
"""

from __future__ import annotations

import sys
import threading
import types
from typing import TYPE_CHECKING, Any

import frontrun
from frontrun._deadlock import DeadlockError, SchedulerAbortError
from greenlet import getcurrent, greenlet
from patience import Hung, patience

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from meter import Meter
    from programs import Program

BOUND = 2


class _OutOfTime(Exception):
    pass


class _Counted(Exception):
    pass


def _workers(load: Callable[[], Callable[..., Any]]) -> int:
    """How many threads the scenario starts."""

    def count(*functions: object) -> None:
        raise _Counted(len(functions))

    try:
        load()(count)
    except _Counted as error:
        return error.args[0]
    raise AssertionError("the scenario does not call together")


def _call(state: Any, index: int) -> None:
    try:
        state.results[index] = state.functions[index]()
    except (DeadlockError, SchedulerAbortError):
        raise
    except Exception as error:  # noqa: BLE001  raised again by the scenario
        state.errors.append(error)


# every file but its own and the library's is explored; ours is no part of the program
_call.__code__ = _call.__code__.replace(co_filename=threading.__file__)


class _Scenario:
    """One execution of the scenario, stopped where its threads are to run."""

    def __init__(self, function: Callable[..., Any], meter: Meter) -> None:
        self._meter = meter
        self.state: Any = None
        self._home = getcurrent()
        self._greenlet = greenlet(lambda: function(self._together))
        self._greenlet.switch()

    def _together(self, *functions: Callable[[], Any]) -> Sequence[Any]:
        variables = dict(sys._getframe(1).f_locals)  # noqa: SLF001  the scenario's own
        variables |= {"functions": functions, "results": [None] * len(functions), "errors": []}
        self.state = types.SimpleNamespace(**variables)
        self._home.switch()
        results, errors = self.state.results, self.state.errors
        # the scenario may look at what is still alive
        variables.clear()
        vars(self.state).clear()
        if errors:
            raise errors[0]
        return results

    def holds(self) -> bool:
        """Whether the rest of the scenario ends well, and at all: no scheduler watches it."""
        try:
            with patience():
                self._greenlet.switch()
        except Hung:
            self._meter.waited()
            return False
        except Exception:  # noqa: BLE001  whatever leaves the scenario is its failure
            return False
        return True


def explore(program: Program, meter: Meter, strategy: str, seed: int, schedules: int) -> tuple[str, str]:
    """Search, at opcode granularity; ``dpor-clock`` explores when timers fire as well."""
    load = program.loader()
    latest: list[_Scenario] = []

    def setup() -> Any:
        if meter.over:
            raise _OutOfTime
        meter.schedule()
        latest[:] = [_Scenario(load(), meter)]
        return latest[0].state

    random = {"max_attempts": schedules, "seed": seed}
    dpor = {"preemption_bound": BOUND, "clock": "explored" if strategy == "dpor-clock" else "real"}
    try:
        result = frontrun.explore(
            setup=setup,
            workers=[lambda state, index=index: _call(state, index) for index in range(_workers(load))],
            invariant=lambda _: latest[0].holds(),
            strategy="random" if strategy == "random" else "dpor",
            reproduce_on_failure=0,
            detect_io=False,
            timeout_per_run=meter.budget,
            **(random if strategy == "random" else dpor),
        )
    except _OutOfTime:
        return "undecided", "time"
    if result.property_holds is None:
        return "undecided", result.inconclusive_reason or ""
    if not result.property_holds:
        return "failed", (result.explanation or "").partition("\n")[0]
    if strategy != "random":
        meter.exhausted = meter.elapsed
    return "passed", ""
