"""Two processes raise one field of an array that has no lock."""
# expect: race

import multiprocessing as mp

import pytest


def work(counts):
    counts[0] += 1


@pytest.mark.explore(bound=1)
def test_no_update_is_lost():
    counts = mp.RawArray("i", 2)
    workers = [mp.Process(target=work, args=(counts,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert counts[0] == 2
