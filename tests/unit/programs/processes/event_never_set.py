"""A child waits for an event, and its parent for the child."""
# expect: deadlock

import multiprocessing as mp

import pytest


def work(ready, done):
    ready.wait()
    done.set()


@pytest.mark.explore(bound=1)
def test_both_get_on():
    ready, done = mp.Event(), mp.Event()
    child = mp.Process(target=work, args=(ready, done))
    child.start()
    done.wait()
    ready.set()
    child.join()
