"""The pool is never shut down; its worker waits for ever."""
# expect: leaked

from concurrent.futures import ThreadPoolExecutor

POOLS = []


def test_refused(together):
    pool = ThreadPoolExecutor(1)

    def submit():
        try:
            return pool.submit(int, 7).result()
        except RuntimeError:
            return "refused"

    POOLS.append(pool)
    assert submit() == 7
