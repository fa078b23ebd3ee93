"""Fixed shares, item by item in turn: a slow item holds up half of the others."""

# expect: slow in correctness

from concurrent.futures import ProcessPoolExecutor


def run_share(fn, share):
    """Apply ``fn`` in a worker, until it fails."""
    results = []
    for item in share:
        try:
            results.append((fn(item), None))
        except Exception as error:
            results.append((None, error))
    return results


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items = list(items)
    found = [None] * len(items)
    with ProcessPoolExecutor(workers) as pool:
        shares = [pool.submit(run_share, fn, items[i::workers]) for i in range(workers)]
        for i, share in enumerate(shares):
            found[i::workers] = share.result()
    for _, error in found:
        if error is not None:
            raise error
    return [result for result, _ in found]
