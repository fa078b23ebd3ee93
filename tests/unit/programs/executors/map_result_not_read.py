"""The exception of a mapped function is lost: nobody reads the results."""
# expect: wrong

from concurrent.futures import ThreadPoolExecutor


def test_squares():
    with ThreadPoolExecutor(max_workers=1) as pool:
        done = []
        pool.map(lambda n: done.append(1 // n), [0, 0])
    assert done
