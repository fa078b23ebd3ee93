"""One condition, three predicates, and `notify` may wake the wrong one."""
# expect: deadlock

import threading

changed, stage = threading.Condition(), 0


def step(n):
    global stage
    with changed:
        while stage != n:
            changed.wait()
        stage += 1
        changed.notify()


def test_in_turn(together):
    together(lambda: step(2), lambda: step(0), lambda: step(1))
