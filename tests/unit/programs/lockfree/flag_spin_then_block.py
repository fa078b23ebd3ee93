"""Spin a little, then block: the flag is polled twice before the event is waited for."""
# expect: passed

import threading

ready, value = threading.Event(), []


def wait():
    for _ in range(2):
        if ready.is_set():
            break
    else:
        ready.wait()
    return value[0]


def tell():
    value.append(1)
    ready.set()


def test_value(together):
    assert together(wait, tell)[0] == 1
