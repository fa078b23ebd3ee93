"""Futures in the order in which they complete, then sorted."""
# expect: passed

import concurrent.futures


def test_all():
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        futures = [pool.submit(pow, n, 2) for n in (2, 3)]
        results = [future.result() for future in concurrent.futures.as_completed(futures)]
    assert sorted(results) == [4, 9]
