"""`global` is missing: the worker sets a local variable."""
# expect: livelock

import time

done = False


def work():
    time.sleep(3)
    done = True


def poll():
    while not done:
        time.sleep(0.1)
    return done


def test_seen(together):
    assert together(work, poll)[1]
