"""A queue that can be joined when all its tasks are done."""
# expect: passed

import multiprocessing as mp

import pytest


def work(tasks):
    while tasks.get() is not None:
        tasks.task_done()
    tasks.task_done()


@pytest.mark.explore(bound=1)
def test_all_done():
    tasks = mp.JoinableQueue()
    worker = mp.Process(target=work, args=(tasks,))
    worker.start()
    tasks.put(1)
    tasks.put(None)
    tasks.join()
    worker.join()
    assert worker.exitcode == 0
