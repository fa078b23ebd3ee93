"""`singledispatch` chooses the handler; each handler adds under one lock."""
# expect: passed

import functools
import threading

lock, total = threading.Lock(), 0


@functools.singledispatch
def add(value):
    global total
    with lock:
        total += value


@add.register
def _(value: str):
    add(int(value))


def test_total(together):
    together(lambda: add(1), lambda: add("2"))
    assert total == 3
