"""Seeded randomness and `perf_counter` in two threads: nothing is shared but what is locked."""
# expect: passed

import random
import threading
import time

lock, rolls = threading.Lock(), []


def roll():
    dice = random.Random(1)
    began = time.perf_counter()
    with lock:
        rolls.append(dice.randint(1, 6))
    return time.perf_counter() >= began


def test_same(together):
    assert together(roll, roll) == [True, True]
    assert len(set(rolls)) == 1
