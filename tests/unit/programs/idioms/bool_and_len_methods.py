"""`if stack:` calls `__len__`, and `pop` comes later."""
# expect: race

class Stack:
    def __init__(self):
        self._items = [1]

    def __len__(self):
        return len(self._items)

    def pop(self):
        return self._items.pop()


def test_popped_once(together):
    stack = Stack()

    def take():
        if stack:
            stack.pop()

    together(take, take)
