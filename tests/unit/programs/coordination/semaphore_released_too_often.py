"""A plain semaphore is released once too often and lets both in."""
# expect: race

import threading


def test_limit(together):
    permits, inside = threading.Semaphore(1), []

    def work(me):
        with permits:
            inside.append(me)
            assert len(inside) == 1
            inside.pop()
        permits.release()

    together(lambda: (work(1), work(1)), lambda: work(2))
