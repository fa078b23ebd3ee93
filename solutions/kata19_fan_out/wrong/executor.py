"""A ready-made executor, which is what the kata asks to build."""
# expect: wrong in correctness

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor


def fan_out[T, R](fn: Callable[[T], R], items: Sequence[T], workers: int) -> list[R]:
    """Call ``fn`` with each of ``items`` in ``workers`` processes; the results in order."""
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(fn, items))
