"""Each result says which item it is of."""
# expect: passed

import multiprocessing as mp

import pytest


def work(results, number):
    results.put((number, number * 2))


@pytest.mark.explore(bound=1)
def test_results_in_order():
    results = mp.SimpleQueue()
    workers = [mp.Process(target=work, args=(results, number)) for number in range(2)]
    for worker in workers:
        worker.start()
    found = dict(results.get() for _ in workers)
    for worker in workers:
        worker.join()
    assert [found[number] for number in range(2)] == [0, 2]
