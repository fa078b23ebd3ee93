"""A `LifoQueue` as a stack shared by two."""
# expect: passed

from queue import LifoQueue


def test_own_item_back(together):
    stack = LifoQueue()

    def work(item):
        stack.put(item)
        return stack.get()

    assert sorted(together(lambda: work("a"), lambda: work("b"))) == ["a", "b"]
    assert stack.empty()
