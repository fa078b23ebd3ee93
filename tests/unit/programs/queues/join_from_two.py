"""Two threads wait in `join` for the same queue; both go on when all is done."""
# expect: passed

import queue
import threading

tasks, done = queue.Queue(), []


def work():
    while True:
        task = tasks.get()
        done.append(task)
        tasks.task_done()


def test_both_see_all(together):
    tasks.put(1)
    threading.Thread(target=work, daemon=True).start()

    def wait():
        tasks.join()
        return list(done)

    assert together(wait, wait) == [[1], [1]]
