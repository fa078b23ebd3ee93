"""Two items of one priority are compared by what follows, dicts here."""
# expect: wrong

import queue


def test_urgent_first(together):
    tasks = queue.PriorityQueue()
    tasks.put((1, {}))
    tasks.put((1, {"now": 1}))
    first, second = together(tasks.get, tasks.get)
    assert first != second
    assert tasks.empty()
