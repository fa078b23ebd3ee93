"""One condition, three predicates: whoever changes anything wakes all."""
# expect: passed

import threading

changed, stage = threading.Condition(), 0


def step(n):
    global stage
    with changed:
        while stage != n:
            changed.wait()
        stage += 1
        changed.notify_all()


def test_in_turn(together):
    together(lambda: step(2), lambda: step(0), lambda: step(1))
    assert stage == 3
