"""An object is changed, handed over by a queue, and changed by who gets it."""
# expect: passed

import queue

import pytest


@pytest.mark.explore(free_threaded=True)
def test_handed_over(together):
    jobs = queue.Queue()

    def make():
        job = {"state": "new"}
        job["state"] = "made"
        jobs.put(job)

    def use():
        job = jobs.get()
        job["state"] += ", used"
        return job["state"]

    assert together(make, use)[1] == "made, used"
