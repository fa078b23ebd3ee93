"""A bridge of one lane: cars wait while somebody comes from the other side."""
# expect: passed

import threading

changed, on_bridge = threading.Condition(), {"north": 0, "south": 0}


def cross(side, other):
    with changed:
        while on_bridge[other]:
            changed.wait()
        on_bridge[side] += 1
    seen = on_bridge[other]
    with changed:
        on_bridge[side] -= 1
        changed.notify_all()
    return seen


def test_never_both(together):
    assert together(lambda: cross("north", "south"), lambda: cross("south", "north")) == [0, 0]
