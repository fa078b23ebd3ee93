"""Two processes take two locks in one order."""
# expect: passed

import multiprocessing as mp

import pytest


def work(first, second):
    with first, second:
        pass


@pytest.mark.explore(bound=1)
def test_both_get_on():
    a, b = mp.Lock(), mp.Lock()
    workers = [mp.Process(target=work, args=(a, b)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
