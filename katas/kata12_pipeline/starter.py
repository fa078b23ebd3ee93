"""Items flow through stages that all work at the same time, in order, and with little in between."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any


def run_pipeline(items: Iterable[Any], stages: Sequence[Callable[[Any], Any]], capacity: int) -> list[Any]:
    """Send each of ``items`` through all ``stages``, which work at the same time; the results in order.

    Raises:
        ValueError: ``capacity`` is below 1.
        BaseException: whatever a stage or ``items`` raised.
    """
    # TODO: what stands between two stages, and what does a stage do when it is full, or empty?
    # TODO: how does each stage learn that no more items come?
    # TODO: a stage raises while the one before it is waiting to hand something over: who lets that one go?
    raise NotImplementedError
