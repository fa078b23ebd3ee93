"""A task puts another before it is done, so that `join` does not end in between."""
# expect: passed

import queue
import threading

tasks, done = queue.Queue(), []


def work():
    while True:
        depth = tasks.get()
        if depth:
            tasks.put(depth - 1)
        done.append(depth)
        tasks.task_done()


def test_all_done():
    tasks.put(2)
    threading.Thread(target=work, daemon=True).start()
    tasks.join()
    assert done == [2, 1, 0]
