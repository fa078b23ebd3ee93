"""Plain stress: the scenario is run with real threads, again and again, with the shortest switch interval.

A run whose threads are not done after some seconds hangs, which is a failure.
"""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter import Meter
    from programs import Program

PATIENCE = 5.0
INTERVAL = 1e-6


class _Hung(Exception):
    pass


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
    end = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
        if thread.is_alive():
            raise _Hung
    if errors:
        raise errors[0]
    return results


def explore(program: Program, meter: Meter, strategy: str, seed: int, schedules: int) -> tuple[str, str]:  # noqa: ARG001  one form for all tools
    """Run it ``schedules`` times."""
    load = program.loader()
    sys.setswitchinterval(INTERVAL)
    for _ in range(schedules):
        if meter.over:
            return "undecided", "time"
        meter.schedule()
        try:
            load()(_together)
        except _Hung:
            return "failed", "hangs"
        except Exception as error:  # noqa: BLE001  whatever leaves the scenario is its failure
            return "failed", repr(error)
    return "passed", ""
