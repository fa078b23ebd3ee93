"""One consumer alone polls `empty` and then gets."""
# expect: passed

import queue


def test_polled(together):
    line = queue.Queue()

    def consume():
        while line.empty():
            pass
        return line.get_nowait()

    assert together(consume, lambda: line.put("x"))[0] == "x"
