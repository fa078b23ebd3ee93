"""`len(q.queue)` is asked, then `get_nowait`."""
# expect: race

import queue

tasks = queue.Queue()
tasks.put(1)


def take():
    if len(tasks.queue):
        return tasks.get_nowait()
    return None


def test_no_error(together):
    together(take, take)
