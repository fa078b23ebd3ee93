"""A small result fits into the pipe, so that the worker can end before it is taken."""
# expect: passed

import multiprocessing as mp

import pytest


def work(results, number):
    results.put(number)


@pytest.mark.explore(bound=1)
def test_results_arrive():
    results = mp.Queue()
    worker = mp.Process(target=work, args=(results, 1))
    worker.start()
    worker.join()
    assert results.get() == 1
