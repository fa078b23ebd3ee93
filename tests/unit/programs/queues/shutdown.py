"""A queue is shut down when the last item is in; the consumers end at `ShutDown`."""
# expect: passed
# since: Python 3.13

import queue


def test_all_taken(together):
    tasks = queue.Queue()

    def produce():
        tasks.put(1)
        tasks.put(2)
        tasks.shutdown()

    def consume():
        got = []
        while True:
            try:
                got.append(tasks.get())
            except queue.ShutDown:
                return got

    _, got = together(produce, consume)
    assert got == [1, 2]
