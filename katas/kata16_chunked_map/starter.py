"""Apply a function to many items, on several cores."""

from collections.abc import Callable, Iterable


def parallel_map[T, R](fn: Callable[[T], R], items: Iterable[T], workers: int) -> list[R]:
    """``fn`` of each of ``items``, in their order, computed by ``workers`` processes."""
    # TODO: hand the items out so that many cheap ones cost few messages, and few dear ones are shared evenly
    raise NotImplementedError
