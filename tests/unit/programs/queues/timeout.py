"""A `get` with a time-out that handles `Empty`."""
# expect: passed

import queue


def test_item_or_default(together):
    line = queue.Queue()

    def take():
        try:
            return line.get(timeout=1)
        except queue.Empty:
            return "nothing"

    taken, _ = together(take, lambda: line.put("item"))
    assert taken in ("item", "nothing")
