"""One sentinel ends one worker."""
# expect: deadlock

import queue
import threading


def test_all_done(together):
    tasks, results = queue.Queue(), queue.Queue()

    def worker():
        while True:
            task = tasks.get()
            if task is None:
                return
            results.put(task * 10)

    workers = [threading.Thread(target=worker) for _ in range(2)]
    for thread in workers:
        thread.start()
    for task in (1, 2):
        tasks.put(task)
    tasks.put(None)
    for thread in workers:
        thread.join()
    assert sorted([results.get(), results.get()]) == [10, 20]
