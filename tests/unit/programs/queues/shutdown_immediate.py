"""`immediate=True` throws away what was not taken yet."""
# expect: race
# since: Python 3.13

import queue


def test_all_taken(together):
    tasks = queue.Queue()

    def produce():
        tasks.put(1)
        tasks.put(2)
        tasks.shutdown(immediate=True)

    def consume():
        got = []
        while True:
            try:
                got.append(tasks.get())
            except queue.ShutDown:
                return got

    _, got = together(produce, consume)
    assert got == [1, 2]
