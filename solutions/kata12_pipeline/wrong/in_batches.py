"""As many items as the capacity at a time: within a batch, one stage waits for the other."""
# expect: wrong in schedules

from concurrent.futures import ThreadPoolExecutor
from itertools import islice


def run_pipeline(items, stages, capacity):
    """Send each of ``items`` through all ``stages``; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    source, results = iter(items), []
    with ThreadPoolExecutor(1) as pool:
        while batch := list(islice(source, capacity)):
            for stage in stages:
                batch = [pool.submit(stage, item).result() for item in batch]
            results += batch
    return results
