"""Count into buckets that several processes share."""

from collections.abc import Sequence


def histogram(values: Sequence[int], buckets: int, workers: int) -> list[int]:
    """How many of ``values`` fall into each bucket, counted by ``workers`` processes in shared memory."""
    # TODO: have `workers` processes count `value % buckets`, and let them add up in memory that they share
    raise NotImplementedError
