"""One thread fills the bounded queue, then starts to empty it."""
# expect: deadlock

import queue


def test_pipeline(together):
    between = queue.Queue(maxsize=1)
    out = []

    def first():
        for number in (1, 2):
            between.put(number + 1)
        between.put(None)

    def second():
        while (number := between.get()) is not None:
            out.append(number * 2)

    first()
    second()
    assert out == [4, 6]
