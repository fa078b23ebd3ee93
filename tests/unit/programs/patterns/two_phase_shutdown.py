"""Stop flag, then a wake-up, then a join."""
# expect: passed

import queue
import threading


class Worker:
    def __init__(self):
        self.tasks, self.stopping, self.done = queue.Queue(), False, []
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while True:
            task = self.tasks.get()
            if self.stopping:
                return
            self.done.append(task)

    def close(self):
        self.stopping = True
        self.tasks.put(None)
        self.thread.join()


def test_closes():
    worker = Worker()
    worker.tasks.put(1)
    worker.close()
    assert worker.done in ([], [1])
