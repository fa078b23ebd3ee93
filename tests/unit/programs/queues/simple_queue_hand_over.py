"""A `SimpleQueue` hands an object over: what was done to it before `put` is seen after `get`."""
# expect: passed

import queue


def test_filled(together):
    boxes = queue.SimpleQueue()

    def fill():
        box = {}
        box["a"] = 1
        box["b"] = 2
        boxes.put(box)

    assert together(fill, lambda: len(boxes.get()))[1] == 2
