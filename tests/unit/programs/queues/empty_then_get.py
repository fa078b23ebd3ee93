"""`empty` says no, and then another takes the last item."""
# expect: deadlock

import queue


def test_each_item_once(together):
    tasks = queue.Queue()
    for task in range(2):
        tasks.put(task)

    def drain():
        got = []
        while not tasks.empty():
            got.append(tasks.get())
        return got

    first, second = together(drain, drain)
    assert sorted(first + second) == [0, 1]
