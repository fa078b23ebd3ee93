"""Two consumers ask whether a `SimpleQueue` is empty."""
# expect: deadlock

import queue


def test_one_consumer(together):
    line = queue.SimpleQueue()

    def consume():
        if not line.empty():
            return line.get()

    line.put(1)
    assert sorted(together(consume, consume), key=str) == [1, None]
