"""A wait that timed out is taken for one that was notified."""
# expect: race

import threading

condition = threading.Condition()
done = []


def waiter():
    with condition:
        condition.wait_for(lambda: done, timeout=5)
        return done[0]


def worker():
    with condition:
        done.append("work")
        condition.notify()


def test_told_or_timed_out(together):
    found, _ = together(waiter, worker)
    assert found == "work"
