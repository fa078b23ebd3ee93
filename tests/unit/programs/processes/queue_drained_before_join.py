"""The parent takes all results before it waits for the workers."""
# expect: passed

import multiprocessing as mp

import pytest


def work(results, number):
    results.put((number, "x" * 1_000_000))


@pytest.mark.explore(bound=1)
def test_results_arrive():
    results = mp.Queue()
    worker = mp.Process(target=work, args=(results, 1))
    worker.start()
    number, _ = results.get()
    worker.join()
    assert number == 1
