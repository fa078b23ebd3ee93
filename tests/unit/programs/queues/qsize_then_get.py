"""`qsize` is taken for a promise."""
# expect: deadlock

import queue


def test_each_item_once(together):
    tasks = queue.Queue()
    for task in range(2):
        tasks.put(task)

    def drain():
        got = []
        for _ in range(tasks.qsize()):
            got.append(tasks.get())
        return got

    first, second = together(drain, drain)
    assert sorted(first + second) == [0, 1]
