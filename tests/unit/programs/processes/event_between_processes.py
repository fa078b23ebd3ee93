"""A child waits for an event that its parent sets."""
# expect: passed

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
    ready.set()
    done.wait()
    child.join()
    assert child.exitcode == 0
