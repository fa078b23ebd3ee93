"""A task shuts its own pool down and waits: it would have to join itself."""
# expect: wrong

from concurrent.futures import ThreadPoolExecutor


def test_refused(together):
    pool = ThreadPoolExecutor(1)

    def submit():
        try:
            return pool.submit(int, 7).result()
        except RuntimeError:
            return "refused"

    assert pool.submit(pool.shutdown).result() is None
