"""The two sections are under one lock and never run at the same time."""
# expect: wrong

import threading


def test_overlap(together, witness):
    a, b, inside = threading.Lock(), threading.Lock(), []

    def work(lock):
        with lock:
            inside.append(1)
            if len(inside) == 2:
                witness()
            inside.pop()

    together(lambda: work(a), lambda: work(a))
