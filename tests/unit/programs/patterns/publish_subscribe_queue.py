"""Each subscriber has a queue of its own, known before the publisher starts."""
# expect: passed

import queue


def test_all_told(together):
    boxes = [queue.SimpleQueue(), queue.SimpleQueue()]

    def publish():
        for box in boxes:
            box.put("news")

    assert together(boxes[0].get, boxes[1].get, publish)[:2] == ["news", "news"]
