"""`empty()` says yes while a result is still on its way."""
# expect: race

import multiprocessing as mp

import pytest


def work(results, number):
    results.put(number)


@pytest.mark.explore(bound=1)
def test_results_arrive():
    results = mp.Queue()
    workers = [mp.Process(target=work, args=(results, number)) for number in range(2)]
    for worker in workers:
        worker.start()
    found = []
    for _ in workers:
        if not results.empty():
            found.append(results.get())
    for worker in workers:
        worker.join()
    assert sorted(found) == [0, 1]
