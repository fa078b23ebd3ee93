"""One thread alone asks `if not q.empty()` before it gets."""
# expect: passed

import queue


def test_last_one(together):
    tasks = queue.Queue()
    tasks.put("job")

    def take():
        if not tasks.empty():
            return tasks.get()

    def put():
        tasks.put("other")

    taken, _ = together(take, put)
    assert taken == "job"
