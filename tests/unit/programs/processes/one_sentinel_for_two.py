"""Two workers wait for the end, and one is told."""
# expect: deadlock

import multiprocessing as mp

import pytest


def work(tasks):
    while tasks.get() is not None:
        pass


@pytest.mark.explore(bound=1)
def test_all_end():
    tasks = mp.SimpleQueue()
    workers = [mp.Process(target=work, args=(tasks,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    tasks.put(None)
    for worker in workers:
        worker.join()
