"""The queue is shut down before the last item is put."""
# expect: wrong
# since: Python 3.13

import queue


def test_all_taken(together):
    tasks = queue.Queue()

    def produce():
        tasks.put(1)
        tasks.shutdown()
        tasks.put(2)

    def consume():
        got = []
        while True:
            try:
                got.append(tasks.get())
            except queue.ShutDown:
                return got

    _, got = together(produce, consume)
    assert got == [1, 2]
