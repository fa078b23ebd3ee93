"""Two processes raise a shared number under the number's own lock."""
# expect: passed

import multiprocessing as mp

import pytest


def work(total):
    with total.get_lock():
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
