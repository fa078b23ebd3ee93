"""Waits for an event that nobody sets."""
# expect: deadlock in correctness

import threading


def double(number):
    ready = threading.Event()
    waiter = threading.Thread(target=ready.wait)
    waiter.start()
    if number:
        waiter.join()
    ready.set()
    waiter.join()
    return 2 * number
