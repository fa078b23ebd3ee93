"""Each process has a field of its own, and the parent adds them up."""
# expect: passed

import multiprocessing as mp

import pytest


def work(counts, mine):
    counts[mine] += 1


@pytest.mark.explore(bound=1)
def test_no_update_is_lost():
    counts = mp.RawArray("i", 2)
    workers = [mp.Process(target=work, args=(counts, mine)) for mine in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(counts) == 2
