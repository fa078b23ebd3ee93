"""A chain of generators: lazy, in order, and all in one thread."""
# expect: wrong in schedules

def run_pipeline(items, stages, capacity):
    """Send each of ``items`` through all ``stages``; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")

    def through(stage, source):
        for item in source:
            yield stage(item)

    source = iter(items)
    for stage in stages:
        source = through(stage, source)
    return list(source)
