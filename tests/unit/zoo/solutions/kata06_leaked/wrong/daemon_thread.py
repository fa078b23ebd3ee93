"""A daemon thread goes on after the call."""
# expect: leaked in correctness

import _thread
import time


def double(number):
    _thread.start_new_thread(time.sleep, (60,))
    return 2 * number
