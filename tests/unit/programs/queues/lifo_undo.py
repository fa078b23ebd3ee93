"""An undo stack: `LifoQueue` with `get_nowait`, and nothing to undo is handled."""
# expect: passed

import queue

undo = queue.LifoQueue()


def step_back():
    try:
        return undo.get_nowait()
    except queue.Empty:
        return None


def test_undone(together):
    _, undone = together(lambda: undo.put("typed"), step_back)
    assert (undone is None) == (undo.qsize() == 1)
