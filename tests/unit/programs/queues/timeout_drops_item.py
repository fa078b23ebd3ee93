"""After the time-out the queue is taken for empty, yet the item came."""
# expect: race

import queue


def test_item_or_default(together):
    line = queue.Queue()

    def take():
        try:
            return line.get(timeout=1)
        except queue.Empty:
            return "nothing"

    taken, _ = together(take, lambda: line.put("item"))
    assert taken == "item" or line.empty()
