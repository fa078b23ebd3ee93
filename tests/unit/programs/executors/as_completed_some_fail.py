"""Of two futures one fails; both are told apart when they complete."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor, as_completed


def test_one_fails():
    good, bad = [], []
    with ThreadPoolExecutor(2) as pool:
        for future in as_completed([pool.submit(int, "1"), pool.submit(int, "x")]):
            (bad if future.exception() else good).append(future)
    assert good[0].result() == 1
    assert isinstance(bad[0].exception(), ValueError)
