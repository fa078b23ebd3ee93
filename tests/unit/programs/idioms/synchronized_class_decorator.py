"""A class decorator wraps every public method with the lock of the instance."""
# expect: passed

import functools
import threading


def synchronized(cls):
    def wrap(method):
        @functools.wraps(method)
        def locked(self, *args, **kwargs):
            with self._lock:
                return method(self, *args, **kwargs)

        return locked

    for name, value in list(vars(cls).items()):
        if callable(value) and not name.startswith("_"):
            setattr(cls, name, wrap(value))
    made = cls.__init__

    def __init__(self, *args, **kwargs):
        self._lock = threading.RLock()
        made(self, *args, **kwargs)

    cls.__init__ = __init__
    return cls


@synchronized
class Stack:
    def __init__(self):
        self.items = []
        self.size = 0

    def push(self, item):
        self.items.append(item)
        self.size += 1

    def push_two(self, item):
        self.push(item)
        self.push(item)


def test_size(together):
    stack = Stack()
    together(lambda: stack.push(1), lambda: stack.push_two(2))
    assert stack.size == len(stack.items) == 3
