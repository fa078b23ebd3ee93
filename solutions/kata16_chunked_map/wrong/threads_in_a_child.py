"""One child process, and threads inside it: still one interpreter, one GIL."""

# expect: wrong_tool in correctness

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def map_in_threads(fn, items, workers):
    """Map with threads, in the child."""
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(fn, items))


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    with ProcessPoolExecutor(1) as pool:
        return pool.submit(map_in_threads, fn, list(items), workers).result()
