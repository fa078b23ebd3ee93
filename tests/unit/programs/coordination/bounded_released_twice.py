"""A permit is given back inside the `with` and again at its end; the bounded semaphore notices."""
# expect: wrong

import threading


def test_limit(together):
    permits, inside = threading.BoundedSemaphore(1), []

    def work(me):
        with permits:
            inside.append(me)
            assert len(inside) == 1
            inside.pop()
            permits.release()

    together(lambda: work(1), lambda: work(2))
