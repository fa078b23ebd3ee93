"""Ends the process from a thread."""
# expect: crashed in correctness

import os
import threading


def double(number):
    thread = threading.Thread(target=os._exit, args=(0,))
    thread.start()
    thread.join()
    return 2 * number
