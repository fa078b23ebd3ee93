"""The two tasks are taken to run in two workers."""
# expect: race

import threading
from concurrent.futures import ThreadPoolExecutor

here = threading.local()


def connect():
    here.uses = 0


def use(_):
    here.uses += 1
    return here.uses


def test_own_connection():
    with ThreadPoolExecutor(2, initializer=connect) as pool:
        uses = list(pool.map(use, range(2)))
    assert uses == [1, 1]
