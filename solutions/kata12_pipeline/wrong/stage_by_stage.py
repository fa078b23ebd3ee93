"""All items through the first stage, then all through the second: nothing overlaps, nothing is bounded."""
# expect: wrong in correctness

from concurrent.futures import ThreadPoolExecutor


def run_pipeline(items, stages, capacity):
    """Send each of ``items`` through all ``stages``; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    results = list(items)
    with ThreadPoolExecutor(1) as pool:
        for stage in stages:
            results = list(pool.map(stage, results))
    return results
