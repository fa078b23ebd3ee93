"""A SimpleQueue hands over, too."""
# expect: passed

import queue

import pytest


@pytest.mark.explore(free_threaded=True)
def test_handed_over(together):
    jobs = queue.SimpleQueue()

    def make():
        job = ["new"]
        job[0] = "made"
        jobs.put(job)

    assert together(make, lambda: jobs.get()[0])[1] == "made"
