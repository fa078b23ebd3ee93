"""Each takes for granted that it gets its own item back."""
# expect: race

from queue import LifoQueue


def test_own_item_back(together):
    stack = LifoQueue()

    def work(item):
        stack.put(item)
        return stack.get()

    assert together(lambda: work("a"), lambda: work("b")) == ["a", "b"]
    assert stack.empty()
