"""The main thread polls `done` of a future."""
# expect: passed

import time
from concurrent.futures import ThreadPoolExecutor


def test_polled():
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(max, 1, 2)
        while not future.done():
            time.sleep(0.01)
        assert future.result(timeout=0) == 2
