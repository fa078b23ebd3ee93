"""Two threads ask `if not q.empty()`, and both get."""
# expect: deadlock

import queue


def test_last_one(together):
    tasks = queue.Queue()
    tasks.put("job")

    def take():
        if not tasks.empty():
            return tasks.get()

    assert sorted(together(take, take), key=str) == [None, "job"]
