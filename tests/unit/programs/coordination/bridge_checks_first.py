"""The car looks at the bridge, and takes the lock afterwards."""
# expect: race

import threading
import time

lock, on_bridge = threading.Lock(), {"north": 0, "south": 0}


def cross(side, other):
    while on_bridge[other]:
        time.sleep(0.1)
    with lock:
        on_bridge[side] += 1
    seen = on_bridge[other]
    with lock:
        on_bridge[side] -= 1
    return seen


def test_never_both(together):
    assert together(lambda: cross("north", "south"), lambda: cross("south", "north")) == [0, 0]
