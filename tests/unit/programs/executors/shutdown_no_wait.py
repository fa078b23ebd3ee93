"""`shutdown(wait=False)` does not wait for the task."""
# expect: race

from concurrent.futures import ThreadPoolExecutor


def test_refused(together):
    pool = ThreadPoolExecutor(1)

    def submit():
        try:
            return pool.submit(int, 7).result()
        except RuntimeError:
            return "refused"

    done = []
    pool.submit(done.append, 1)
    pool.shutdown(wait=False)
    assert done == [1]
