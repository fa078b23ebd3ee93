"""`result` returns before the callbacks have run."""
# expect: race

import threading
from concurrent.futures import ThreadPoolExecutor


def test_counted():
    lock, done = threading.Lock(), 0

    def count(future):
        nonlocal done
        with lock:
            done += future.result()

    with ThreadPoolExecutor(2) as pool:
        future = pool.submit(int, 3)
        future.add_done_callback(count)
        future.result()
        assert done == 3
