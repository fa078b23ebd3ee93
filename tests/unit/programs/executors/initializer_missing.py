"""No initializer: the workers have no connection."""
# expect: wrong

import threading
from concurrent.futures import ThreadPoolExecutor

here = threading.local()


def connect():
    here.uses = 0


def use(_):
    here.uses += 1
    return here.uses


def test_own_connection():
    with ThreadPoolExecutor(2) as pool:
        uses = list(pool.map(use, range(2)))
    assert sorted(uses) in ([1, 1], [1, 2])
