"""The lock itself is replaced while another waits for it."""
# expect: race

import threading


class Box:
    lock, count = threading.Lock(), 0


def reset_and_add():
    Box.lock = threading.Lock()
    with Box.lock:
        Box.count += 1


def add():
    with Box.lock:
        Box.count += 1


def test_both(together):
    together(reset_and_add, add)
    assert Box.count == 2
