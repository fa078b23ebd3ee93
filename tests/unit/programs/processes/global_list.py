"""A list at module level, which each process has for itself."""
# expect: wrong

import multiprocessing as mp

import pytest


results = []


def work(number):
    results.append(number)


@pytest.mark.explore(bound=1)
def test_results_arrive():
    workers = [mp.Process(target=work, args=(number,)) for number in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(results) == [0, 1]
