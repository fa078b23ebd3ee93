"""`shutdown(cancel_futures=True)`: each future either ran or was cancelled."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def test_either():
    ran = []
    pool = ThreadPoolExecutor(1)
    futures = [pool.submit(ran.append, n) for n in (1, 2)]
    pool.shutdown(cancel_futures=True)
    assert len(ran) == sum(not future.cancelled() for future in futures)
