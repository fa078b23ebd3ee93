"""Results taken in the order in which workers finish."""
# expect: race

import multiprocessing as mp

import pytest


def work(results, number):
    results.put(number)


@pytest.mark.explore(bound=1)
def test_results_in_order():
    results = mp.SimpleQueue()
    workers = [mp.Process(target=work, args=(results, number)) for number in range(2)]
    for worker in workers:
        worker.start()
    found = [results.get() for _ in workers]
    for worker in workers:
        worker.join()
    assert found == [0, 1]
