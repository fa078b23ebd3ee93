"""`map` keeps the order of its input."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def test_squares():
    with ThreadPoolExecutor(max_workers=1) as pool:
        assert list(pool.map(lambda n: n * n, [1, 2])) == [1, 4]
