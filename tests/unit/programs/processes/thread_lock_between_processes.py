"""A lock of threads, made anew in each process, guards nothing between them."""
# expect: race

import multiprocessing as mp
import threading

import pytest

lock = threading.Lock()


def work(counts):
    with lock:
        counts[0] += 1


@pytest.mark.explore(bound=1)
def test_no_update_is_lost():
    counts = mp.RawArray("i", 1)
    workers = [mp.Process(target=work, args=(counts,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert counts[0] == 2
