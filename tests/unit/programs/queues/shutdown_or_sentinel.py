"""`Queue.shutdown` where there is one (3.13), a sentinel where there is none."""
# expect: passed

import queue

ShutDown = getattr(queue, "ShutDown", None)


class Tasks:
    def __init__(self):
        self.queue = queue.Queue()

    def close(self):
        if ShutDown is None:
            self.queue.put(None)
        else:
            self.queue.shutdown()

    def __iter__(self):
        while True:
            if ShutDown is None:
                if (task := self.queue.get()) is None:
                    return
            else:
                try:
                    task = self.queue.get()
                except ShutDown:
                    return
            yield task


def test_all_taken(together):
    tasks = Tasks()

    def produce():
        tasks.queue.put(1)
        tasks.close()

    assert together(produce, lambda: list(tasks))[1] == [1]
