"""The calling process is one of the workers."""

# expect: wrong in correctness

from concurrent.futures import ProcessPoolExecutor


def run_chunk(fn, chunk):
    """Apply ``fn`` in a worker, or here."""
    results = []
    for item in chunk:
        try:
            results.append(fn(item))
        except Exception as error:
            return results, error
    return results, None


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items, found = list(items), []
    size = max(1, len(items) // (workers * 16))
    chunks = [items[i : i + size] for i in range(0, len(items), size)]
    with ProcessPoolExecutor(max(1, workers - 1)) as pool:
        futures = {i: pool.submit(run_chunk, fn, chunk) for i, chunk in enumerate(chunks) if i % workers}
        mine = {i: run_chunk(fn, chunk) for i, chunk in enumerate(chunks) if i not in futures}
        for i in range(len(chunks)):
            results, error = mine[i] if i in mine else futures[i].result()
            if error is not None:
                raise error
            found += results
    return found
