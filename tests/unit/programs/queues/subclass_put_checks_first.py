"""The subclass asks whether the item is there, without the queue's own lock."""
# expect: race

import queue


class SetQueue(queue.Queue):
    def put(self, item, block=True, timeout=None):
        if item not in self.queue:
            super().put(item, block, timeout)


def test_once(together):
    tasks = SetQueue()
    together(lambda: tasks.put("a"), lambda: tasks.put("a"))
    assert tasks.qsize() == 1
