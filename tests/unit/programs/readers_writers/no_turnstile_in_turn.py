"""Without a turnstile every reader passes a writer that waits, though locks are first come, first served."""
# expect: race

import threading

import pytest


@pytest.mark.explore(handover="fifo")
def test_few_pass(together):
    room, mutex = threading.Lock(), threading.Lock()
    inside = passed = 0
    waits = False

    def enter():
        nonlocal inside, passed
        with mutex:
            passed += waits
            inside += 1
            if inside == 1:
                room.acquire()

    def leave():
        nonlocal inside
        with mutex:
            inside -= 1
            if inside == 0:
                room.release()

    def read_in_turns():
        enter()
        for _ in range(4):
            enter()
            leave()
        leave()

    def write():
        nonlocal waits
        waits = True
        with room:
            return passed

    _, seen = together(read_in_turns, write)
    assert seen <= 2
