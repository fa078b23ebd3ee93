"""`wait` has a time-out, and nobody looks at what is not done."""
# expect: race

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait


def test_one_is_done():
    with ThreadPoolExecutor(1) as pool:
        futures = [pool.submit(str, n) for n in (1, 2)]
        done, pending = wait(futures, timeout=1)
    assert not pending
    assert len(done) + len(pending) == 2
