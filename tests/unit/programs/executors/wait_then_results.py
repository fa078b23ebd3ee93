"""`wait` for all, then `result` of each, in the order of submission."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor, wait


def test_in_order():
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(pow, n, 2) for n in (2, 3)]
        done, not_done = wait(futures)
    assert not not_done and done == set(futures)
    assert [future.result() for future in futures] == [4, 9]
