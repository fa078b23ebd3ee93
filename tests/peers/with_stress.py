"""Plain stress: the scenario is run with real threads, again and again, with the shortest switch interval.

A run that is not done after some seconds hangs, which is a failure.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from patience import Hung, patience

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter import Meter
    from programs import Program

INTERVAL = 1e-6


def _together(*functions: Callable[[], Any]) -> list[Any]:
    results: list[Any] = [None] * len(functions)
    errors: list[Exception] = []

    def call(index: int) -> None:
        try:
            results[index] = functions[index]()
        except Exception as error:  # noqa: BLE001  raised again by the caller
            errors.append(error)

    threads = [threading.Thread(target=call, args=(n,), daemon=True) for n in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def explore(program: Program, meter: Meter, strategy: str, seed: int, schedules: int) -> tuple[str, str]:  # noqa: ARG001  one form for all tools
    """Run it ``schedules`` times."""
    load = program.loader()
    sys.setswitchinterval(INTERVAL)
    for _ in range(schedules):
        if meter.late:
            return "undecided", "time"
        meter.schedule()
        try:
            with patience():
                load()(_together)
        except Hung:
            meter.waited()
            return "failed", "hangs"
        except Exception as error:  # noqa: BLE001  whatever leaves the scenario is its failure
            return "failed", repr(error)
    return "passed", ""
