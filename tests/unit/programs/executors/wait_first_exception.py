"""`wait(FIRST_EXCEPTION)` gives the failed one among those done, and the rest can be cancelled or done."""
# expect: passed

from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait


def test_failed_seen():
    with ThreadPoolExecutor(1) as pool:
        futures = [pool.submit(int, "x"), pool.submit(int, "1")]
        done, not_done = wait(futures, return_when=FIRST_EXCEPTION)
        assert futures[0] in done
        for future in not_done:
            future.cancel()
