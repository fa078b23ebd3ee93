"""The urgent item may come too late."""
# expect: race

import queue


def test_urgent_first(together):
    tasks = queue.PriorityQueue()
    tasks.put((2, "later"))
    _, first = together(lambda: tasks.put((1, "now")), tasks.get)
    assert first == (1, "now")
