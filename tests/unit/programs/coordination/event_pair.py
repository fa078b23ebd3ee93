"""Two events, each set once: a rendezvous."""
# expect: passed

import threading

here, there, log = threading.Event(), threading.Event(), []


def first():
    log.append("first arrives")
    here.set()
    there.wait()
    return len(log)


def second():
    log.append("second arrives")
    there.set()
    here.wait()
    return len(log)


def test_met(together):
    assert together(first, second) == [2, 2]
