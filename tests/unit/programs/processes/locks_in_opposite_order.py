"""Two processes take two locks the one and the other way round."""
# expect: deadlock

import multiprocessing as mp

import pytest


def work(first, second):
    with first, second:
        pass


@pytest.mark.explore(bound=1)
def test_both_get_on():
    a, b = mp.Lock(), mp.Lock()
    workers = [mp.Process(target=work, args=pair) for pair in ((a, b), (b, a))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
