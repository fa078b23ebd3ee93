"""One consumer alone asks whether a `SimpleQueue` is empty."""
# expect: passed

import queue


def test_one_consumer(together):
    line = queue.SimpleQueue()

    def consume():
        got = []
        while len(got) < 2:
            if not line.empty():
                got.append(line.get())
        return got

    got, _, _ = together(consume, lambda: line.put(1), lambda: line.put(2))
    assert sorted(got) == [1, 2]
