"""Items put before a getter starts come out by priority."""
# expect: passed

import queue


def test_urgent_first(together):
    tasks = queue.PriorityQueue()
    tasks.put((2, "later"))
    tasks.put((1, "now"))
    first, second = together(tasks.get, tasks.get)
    assert {first, second} == {(1, "now"), (2, "later")}
    assert tasks.empty()
