"""No threads: each item goes through all stages before the next one is read."""
# expect: wrong in schedules

def run_pipeline(items, stages, capacity):
    """Send each of ``items`` through all ``stages``; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    results = []
    for item in items:
        for stage in stages:
            item = stage(item)
        results.append(item)
    return results
