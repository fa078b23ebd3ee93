"""Side effects of a mapped function are taken for ordered."""
# expect: race

from concurrent.futures import ThreadPoolExecutor


def test_squares():
    with ThreadPoolExecutor(max_workers=2) as pool:
        log = []
        list(pool.map(log.append, [1, 2]))
    assert log == [1, 2]
