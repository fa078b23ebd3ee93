"""`map` starts all calls at once; their results are read later and in order."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def test_in_order():
    seen = []
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda n: seen.append(n) or n * n, (2, 3))
    assert sorted(seen) == [2, 3]
    assert list(results) == [4, 9]
