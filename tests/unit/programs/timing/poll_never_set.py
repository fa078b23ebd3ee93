"""Nobody sets the flag that is polled."""
# expect: livelock

import time

done = False


def work():
    global done
    time.sleep(3)
    done = False


def poll():
    while not done:
        time.sleep(0.1)
    return done


def test_seen(together):
    assert together(work, poll)[1]
