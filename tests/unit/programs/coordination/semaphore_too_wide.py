"""Two permits where one may be inside."""
# expect: race

import threading


def test_limit(together):
    permits, inside = threading.BoundedSemaphore(2), []

    def work(me):
        with permits:
            inside.append(me)
            assert len(inside) == 1
            inside.pop()

    together(lambda: work(1), lambda: work(2))
