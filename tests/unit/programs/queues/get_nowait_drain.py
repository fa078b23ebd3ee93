"""Two threads drain a queue with `get_nowait`."""
# expect: passed

import queue


def test_each_item_once(together):
    tasks = queue.Queue()
    for task in range(2):
        tasks.put(task)

    def drain():
        got = []
        while True:
            try:
                got.append(tasks.get_nowait())
            except queue.Empty:
                return got

    first, second = together(drain, drain)
    assert sorted(first + second) == [0, 1]
