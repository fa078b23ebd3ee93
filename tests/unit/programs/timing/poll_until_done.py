"""A flag is polled with a sleep between looks."""
# expect: passed

import time

done = False


def work():
    global done
    time.sleep(3)
    done = True


def poll():
    while not done:
        time.sleep(0.1)
    return done


def test_seen(together):
    assert together(work, poll)[1]
