"""The parent waits for a worker that waits until its result is taken."""
# expect: deadlock

import multiprocessing as mp

import pytest


def work(results, number):
    results.put((number, "x" * 1_000_000))


@pytest.mark.explore(bound=1)
def test_results_arrive():
    results = mp.Queue()
    worker = mp.Process(target=work, args=(results, 1))
    worker.start()
    worker.join()
    number, _ = results.get()
    assert number == 1
