"""`wait` gives each another index, and one alone cleans up."""
# expect: passed

import threading

barrier, cleaned = threading.Barrier(2), []


def work():
    if barrier.wait() == 0:
        cleaned.append(1)


def test_once(together):
    together(work, work)
    assert cleaned == [1]
