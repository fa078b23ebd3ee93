"""The time is up before the item is there, and nobody handles `Empty`."""
# expect: race

import queue


def test_item_or_default(together):
    line = queue.Queue()

    def take():
        return line.get(timeout=1)

    taken, _ = together(take, lambda: line.put("item"))
    assert taken in ("item", "nothing")
