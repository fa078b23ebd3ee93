"""A semaphore holds `submit` back, and the callback gives the permit back."""
# expect: passed

import threading
from concurrent.futures import ThreadPoolExecutor


def test_bounded():
    room, inside, most = threading.Semaphore(1), [], []

    def work():
        inside.append(1)
        most.append(len(inside))
        inside.pop()

    with ThreadPoolExecutor(2) as pool:
        for _ in range(2):
            room.acquire()
            pool.submit(work).add_done_callback(lambda _: room.release())
    assert max(most) == 1
