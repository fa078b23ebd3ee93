"""One lock between the processes guards an array that has none."""
# expect: passed

import multiprocessing as mp

import pytest


def work(counts, lock):
    with lock:
        counts[0] += 1


@pytest.mark.explore(bound=1)
def test_no_update_is_lost():
    counts, lock = mp.RawArray("i", 2), mp.Lock()
    workers = [mp.Process(target=work, args=(counts, lock)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert counts[0] == 2
