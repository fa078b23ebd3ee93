"""The worker is no daemon and waits for ever for the next task."""
# expect: leaked

import threading
from queue import Queue


def test_join_waits():
    tasks, done = Queue(), []

    def worker():
        while True:
            task = tasks.get()
            done.append(task)
            tasks.task_done()

    threading.Thread(target=worker).start()
    tasks.put(1)
    tasks.put(2)
    tasks.join()
    assert done == [1, 2]
