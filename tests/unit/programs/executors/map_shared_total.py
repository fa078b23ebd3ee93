"""The mapped function adds to a shared total without a lock."""
# expect: race

from concurrent.futures import ThreadPoolExecutor


def test_squares():
    total = 0

    def add(n):
        nonlocal total
        total += n

    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(add, [1, 2]))
    assert total == 3
