"""Who is notified may find that a newcomer was faster to the lock."""
# expect: race

import threading


def test_next_in_line(together):
    condition, taken = threading.Condition(), []
    items, waiting = [], 0

    def get(name):
        nonlocal waiting
        with condition:
            waiting += 1
            while not items:
                condition.wait()
            items.pop()
            taken.append(name)

    def put_then_get():
        with condition:
            expected = waiting
            items.append(1)
            condition.notify()
        with condition:
            if items and expected:
                taken.append("newcomer")
            items.append(1)
            condition.notify()

    together(lambda: get("first"), put_then_get)
    assert taken == ["first"]
