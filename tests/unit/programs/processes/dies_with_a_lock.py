"""A worker is killed while it has the lock that the others need."""
# expect: deadlock

import multiprocessing as mp

import pytest


def work(lock):
    with lock:
        pass


@pytest.mark.explore(bound=2, deaths=1)
def test_the_lock_comes_back():
    lock = mp.Lock()
    worker = mp.Process(target=work, args=(lock,))
    worker.start()
    worker.join()
    with lock:
        pass
