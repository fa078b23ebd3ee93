"""Each worker is given a connection of its own by the initializer."""
# expect: passed

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
    assert sorted(uses) in ([1, 1], [1, 2])
