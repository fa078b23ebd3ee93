"""`cancel_futures` is taken to let what was submitted finish."""
# expect: race

from concurrent.futures import ThreadPoolExecutor


def test_all_ran():
    ran = []
    pool = ThreadPoolExecutor(1)
    for n in (1, 2):
        pool.submit(ran.append, n)
    pool.shutdown(cancel_futures=True)
    assert ran == [1, 2]
