"""A callback added to a future that may be done already runs once, here or there."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor


def test_called_once():
    calls = []
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(int)
        future.add_done_callback(calls.append)
    assert calls == [future]
