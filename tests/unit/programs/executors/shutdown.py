"""Whoever submits after the shutdown is refused."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def test_refused(together):
    pool = ThreadPoolExecutor(1)

    def submit():
        try:
            return pool.submit(int, 7).result()
        except RuntimeError:
            return "refused"

    answer, _ = together(submit, pool.shutdown)
    assert answer in (7, "refused")
