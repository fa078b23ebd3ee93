"""Two getters share a `PriorityQueue`; each gets one, together they get all."""
# expect: passed

import queue

jobs = queue.PriorityQueue()
for priority in (2, 1):
    jobs.put((priority, f"job {priority}"))


def test_all_got(together):
    got = together(jobs.get, jobs.get)
    assert sorted(got) == [(1, "job 1"), (2, "job 2")]
