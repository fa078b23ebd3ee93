"""`put_nowait` into a queue of one place: who finds it full drops its item and counts that."""
# expect: passed

import itertools
import queue

slots, dropped = queue.Queue(maxsize=1), itertools.count()


def offer(item):
    try:
        slots.put_nowait(item)
    except queue.Full:
        next(dropped)


def test_one_kept(together):
    together(lambda: offer(1), lambda: offer(2))
    assert slots.qsize() + next(dropped) == 2
