"""An `array` of counts, changed under a lock."""
# expect: passed

import array
import threading


def test_counts(together):
    counts, lock = array.array("i", [0, 0]), threading.Lock()

    def add(index):
        with lock:
            counts[index] += 1

    together(lambda: add(0), lambda: add(0), lambda: add(1))
    assert counts.tolist() == [2, 1]
