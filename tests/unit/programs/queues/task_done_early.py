"""`task_done` comes before the work."""
# expect: race

import threading
from queue import Queue


def test_join_waits():
    tasks, done = Queue(), []

    def worker():
        while True:
            task = tasks.get()
            tasks.task_done()
            done.append(task)

    threading.Thread(target=worker, daemon=True).start()
    tasks.put(1)
    tasks.put(2)
    tasks.join()
    assert done == [1, 2]
