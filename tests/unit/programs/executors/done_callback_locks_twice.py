"""The callback runs in the caller when the future is done, and the caller holds the lock."""
# expect: deadlock

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
        with lock:
            future.add_done_callback(count)
    assert done == 3
