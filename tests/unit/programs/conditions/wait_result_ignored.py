"""`wait(timeout)` returns, and nobody asks why."""
# expect: race

import threading

condition = threading.Condition()
done = []


def waiter():
    with condition:
        if not done:
            condition.wait(5)
        return [done[-1]]


def worker():
    with condition:
        done.append("work")
        condition.notify()


def test_told_or_timed_out(together):
    found, _ = together(waiter, worker)
    assert found == ["work"] or found == []
