"""A `Queue` whose `_init`, `_put` and `_get` keep a set: no task is in it twice."""
# expect: passed

import queue


class SetQueue(queue.Queue):
    def _init(self, maxsize):
        self.queue = set()

    def _put(self, item):
        self.queue.add(item)

    def _get(self):
        return self.queue.pop()


def test_once(together):
    tasks = SetQueue()
    together(lambda: tasks.put("a"), lambda: tasks.put("a"))
    assert tasks.get() == "a"
    assert tasks.empty()
