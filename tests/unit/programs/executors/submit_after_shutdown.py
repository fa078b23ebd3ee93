"""`submit` may come after the shutdown; nobody handles the refusal."""
# expect: race

from concurrent.futures import ThreadPoolExecutor


def test_refused(together):
    pool = ThreadPoolExecutor(1)

    def submit():
        return pool.submit(int, 7).result()

    answer, _ = together(submit, pool.shutdown)
    assert answer in (7, "refused")
