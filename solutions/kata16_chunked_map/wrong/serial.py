"""One after the other, in the calling process."""

# expect: slow in correctness


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    return [fn(item) for item in items]
