"""A task that fails is never marked as done."""
# expect: deadlock

import threading
from queue import Queue


def test_join_waits():
    tasks, done = Queue(), []

    def worker():
        while True:
            task = tasks.get()
            try:
                done.append(1 // task)
                tasks.task_done()
            except ZeroDivisionError:
                done.append(0)

    threading.Thread(target=worker, daemon=True).start()
    tasks.put(1)
    tasks.put(0)
    tasks.join()
    assert done == [1, 0]
