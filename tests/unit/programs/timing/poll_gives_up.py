"""The poller gives up after three looks."""
# expect: race

import time

done = False


def work():
    global done
    time.sleep(3)
    done = True


def poll():
    for _ in range(3):
        if done:
            break
        time.sleep(0.1)
    return done


def test_seen(together):
    assert together(work, poll)[1]
