"""`task_done` is called twice for a task."""
# expect: race

import threading
from queue import Queue


def test_join_waits():
    tasks, done = Queue(), []

    def worker():
        while True:
            task = tasks.get()
            done.append(task)
            tasks.task_done()
            tasks.task_done()

    threading.Thread(target=worker, daemon=True).start()
    tasks.put(1)
    tasks.put(2)
    tasks.join()
    assert done == [1, 2]
