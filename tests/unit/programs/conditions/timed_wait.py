"""A wait with a time-out whose result is looked at."""
# expect: passed

import threading

condition = threading.Condition()
done = []


def waiter():
    with condition:
        return condition.wait_for(lambda: done, timeout=5)


def worker():
    with condition:
        done.append("work")
        condition.notify()


def test_told_or_timed_out(together):
    found, _ = together(waiter, worker)
    assert found == ["work"] or found == []
