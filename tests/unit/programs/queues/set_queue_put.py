"""A queue of the program's own drops what is there already where it puts, under the queue's own lock."""
# expect: passed

import queue


class SetQueue(queue.Queue):
    def _put(self, item):
        if item not in self.queue:
            super()._put(item)


def test_once(together):
    tasks = SetQueue()
    together(lambda: tasks.put("a"), lambda: tasks.put("a"))
    assert tasks.qsize() == 1
