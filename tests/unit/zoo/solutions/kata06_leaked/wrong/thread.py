"""A thread goes on after the call."""
# expect: leaked in correctness

import threading
import time


def double(number):
    threading.Thread(target=time.sleep, args=(60,), name="straggler").start()
    return 2 * number
