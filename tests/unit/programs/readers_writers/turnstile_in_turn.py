"""With locks that are first come, first served, a writer at the turnstile lets few readers pass."""
# expect: passed

import threading

import pytest


@pytest.mark.explore(handover="fifo")
def test_few_pass(together):
    turnstile, room, mutex = threading.Lock(), threading.Lock(), threading.Lock()
    inside = passed = 0
    waits = False

    def read():
        nonlocal inside, passed
        for _ in range(4):
            with turnstile:
                pass
            with mutex:
                passed += waits
                inside += 1
                if inside == 1:
                    room.acquire()
            with mutex:
                inside -= 1
                if inside == 0:
                    room.release()

    def write():
        nonlocal waits
        waits = True
        with turnstile, room:
            return passed

    _, seen = together(read, write)
    assert seen <= 2
