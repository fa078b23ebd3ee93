"""A pool in which each item runs through all stages: several items may be in one stage at once."""
# expect: wrong in schedules

from collections import deque
from concurrent.futures import ThreadPoolExecutor


def run_pipeline(items, stages, capacity):
    """Send each of ``items`` through all ``stages``; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")

    def through(item):
        for stage in stages:
            item = stage(item)
        return item

    results, window = [], deque()
    with ThreadPoolExecutor(max(1, len(stages))) as pool:
        for item in items:
            window.append(pool.submit(through, item))
            if len(window) > capacity:
                results.append(window.popleft().result())
        results += [future.result() for future in window]
    return results
