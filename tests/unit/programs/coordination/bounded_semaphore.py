"""At most one inside, each gives its permit back once."""
# expect: passed

import threading


def test_limit(together):
    permits, inside = threading.BoundedSemaphore(1), []

    def work(me):
        with permits:
            inside.append(me)
            assert len(inside) == 1
            inside.pop()

    together(lambda: work(1), lambda: work(2))
