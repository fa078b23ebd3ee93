"""A plain lock is taken again by its holder."""
# expect: deadlock in correctness

import threading

_lock = threading.Lock()


def double(number):
    with _lock:
        if number:
            with _lock:
                return 2 * number
        return 0
