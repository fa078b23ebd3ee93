"""Spread calls over processes, and bring the results home."""

from collections.abc import Callable, Sequence


def fan_out[T, R](fn: Callable[[T], R], items: Sequence[T], workers: int) -> list[R]:
    """Call ``fn`` with each of ``items`` in ``workers`` processes; the results in order.

    Raises:
        BaseException: what ``fn`` raised.
        Exception: a worker died with an item.
    """
    # TODO: start `workers` processes, each with a `multiprocessing.Process` of its own
    # TODO: get the items to them and the results back through queues; see that nobody waits for ever
    # TODO: end and join every process, whatever happened
    raise NotImplementedError
