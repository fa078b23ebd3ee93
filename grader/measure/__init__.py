"""What a submission really did: CPU seconds per process, calls in flight, the machine's capacity.

Child side and trusted: nothing here imports a submission. Structure is measured before speed, because
counts and CPU seconds mean the same on a loaded machine as on an idle one, and a wall clock does not.

Names are loaded when they are first asked for: ``grader.measure.worklog`` is imported by workers whose
start is measured, and must not pay for the meter.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.measure.inflight import InFlight, Rendezvous
    from grader.measure.meter import Meter, become_subreaper, watch
    from grader.measure.usage import Usage, Worker
    from grader.measure.worklog import Call, WorkLog, logged

__all__ = [
    "Call",
    "InFlight",
    "Meter",
    "Rendezvous",
    "Usage",
    "WorkLog",
    "Worker",
    "become_subreaper",
    "logged",
    "watch",
]


def __getattr__(name: str) -> object:
    for module in ("worklog", "inflight", "usage", "meter"):
        if name in __all__ and hasattr(found := import_module(f"grader.measure.{module}"), name):
            return getattr(found, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
