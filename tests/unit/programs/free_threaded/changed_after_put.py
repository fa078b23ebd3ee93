"""An object is changed after it was handed over."""
# expect: race

import queue

import pytest


@pytest.mark.explore(free_threaded=True)
def test_handed_over(together):
    jobs = queue.Queue()

    def make():
        job = {"state": "new"}
        jobs.put(job)
        job["state"] = "made"

    together(make, lambda: jobs.get()["state"])
