"""Each worker is told that there is no more."""
# expect: passed

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
    for _ in workers:
        tasks.put(None)
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
