"""Two locks in one `with`, the other way round elsewhere."""
# expect: deadlock

import threading

a, b = threading.Lock(), threading.Lock()


def first():
    with a, b:
        pass


def second():
    with (
        b,
        a,
    ):
        pass


def test_both(together):
    together(first, second)
