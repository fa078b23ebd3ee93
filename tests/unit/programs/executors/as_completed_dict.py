"""`as_completed` over a dict from future to name."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor, as_completed


def test_all():
    with ThreadPoolExecutor(2) as pool:
        names = {pool.submit(pow, n, 2): n for n in (2, 3)}
        got = {names[future]: future.result() for future in as_completed(names)}
    assert got == {2: 4, 3: 9}
