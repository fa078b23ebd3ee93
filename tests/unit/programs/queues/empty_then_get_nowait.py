"""`empty` says no, and `get_nowait` raises."""
# expect: race

import queue


def test_each_item_once(together):
    tasks = queue.Queue()
    for task in range(2):
        tasks.put(task)

    def drain():
        got = []
        while not tasks.empty():
            got.append(tasks.get_nowait())
        return got

    first, second = together(drain, drain)
    assert sorted(first + second) == [0, 1]
