"""The items of the `array` are counted up without the lock."""
# expect: race

import array
import threading


def test_counts(together):
    counts, lock = array.array("i", [0, 0]), threading.Lock()

    def add(index):
        counts[index] += 1

    together(lambda: add(0), lambda: add(0), lambda: add(1))
    assert counts.tolist() == [2, 1]
