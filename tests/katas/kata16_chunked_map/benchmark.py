"""What 50,000 cheap items cost: starting, sending and receiving must be little beside the work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from grader.worker.benchmark import Bench

ITEMS = 50_000


def stir(steps: int, item: int) -> int:
    """Compute for a while; what comes out depends on ``item``."""
    for _ in range(steps):
        item = (item * 1_103_515_245 + 12_345) & 0x7FFFFFFF
    return item


def parallel_map(fn: Callable[[Any], Any], items: Iterable[Any], workers: int) -> list[Any]:  # noqa: ARG001  the kata's interface
    """The baseline: one after the other."""
    return list(map(fn, items))


def cheap(kata: Any, steps: int) -> list[int]:
    """Map so many cheap items with two workers; what comes back depends on their order."""
    found = kata.parallel_map(partial(stir, steps), range(ITEMS), 2)
    return [len(found), hash(tuple(found))]


def test_cheap_items_cost_little_more_than_their_work(bench: Bench) -> None:
    """50,000 items of 20 microseconds cost little more than the work itself, and two workers share it."""
    bench.cpu(cheap, size=20)
