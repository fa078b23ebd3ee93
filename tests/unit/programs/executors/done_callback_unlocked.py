"""The callbacks of two workers count without the lock."""
# expect: race

import threading
from concurrent.futures import ThreadPoolExecutor


def test_counted():
    lock, done = threading.Lock(), 0

    def count(future):
        nonlocal done
        done += future.result()

    with ThreadPoolExecutor(2) as pool:
        for number in (1, 2):
            pool.submit(int, number).add_done_callback(count)
    assert done == 3
