"""A task is marked as done before it puts the next."""
# expect: race

import queue
import threading

tasks, done = queue.Queue(), []


def work():
    while True:
        depth = tasks.get()
        done.append(depth)
        tasks.task_done()
        if depth:
            tasks.put(depth - 1)


def test_all_done():
    tasks.put(1)
    threading.Thread(target=work, daemon=True).start()
    tasks.join()
    assert done == [1, 0]
