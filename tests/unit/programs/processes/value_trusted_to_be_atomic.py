"""The lock of a shared number is taken for each half of `+=`."""
# expect: race

import multiprocessing as mp

import pytest


def work(total):
    total.value += 1


@pytest.mark.explore(bound=1)
def test_no_update_is_lost():
    total = mp.Value("i", 0)
    workers = [mp.Process(target=work, args=(total,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert total.value == 2
