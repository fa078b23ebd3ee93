"""Each reindeer wakes Santa, who comes for the first."""
# expect: race

import threading

lock, back = threading.Lock(), 0
asleep, harnessed = threading.Semaphore(0), threading.Semaphore(0)


def reindeer():
    global back
    with lock:
        back += 1
    asleep.release()
    harnessed.acquire()


def santa():
    asleep.acquire()
    seen = back
    harnessed.release(2)
    return seen


def test_both_back(together):
    assert together(santa, reindeer, reindeer)[0] == 2
