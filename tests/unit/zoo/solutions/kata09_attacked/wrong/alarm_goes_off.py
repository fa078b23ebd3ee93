"""Is ended by its own alarm."""
# expect: crashed in correctness

import signal, time


def double(number):
    signal.alarm(1)
    time.sleep(30)
