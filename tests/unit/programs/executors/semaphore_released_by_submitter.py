"""The permit is given back by the one who submitted, not by the one who works."""
# expect: race

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
            with room:
                pool.submit(work)
    assert max(most) == 1
