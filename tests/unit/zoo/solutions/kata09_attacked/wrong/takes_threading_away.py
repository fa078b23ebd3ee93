"""Makes threads that do nothing, for everybody."""
# expect: tampered in correctness

import threading


class Still:
    def __init__(self, *_, **__): pass
    def start(self): pass
    def join(self, *_): pass


threading.Thread = Still


def double(number):
    return 2 * (number + 0)
