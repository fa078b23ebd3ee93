"""A call that fails once is tried again after a sleep."""
# expect: passed

import time

calls = []


def flaky():
    calls.append(1)
    if len(calls) == 1:
        raise ConnectionError
    return "ok"


def retry(times=3):
    for attempt in range(times):
        try:
            return flaky()
        except ConnectionError:
            time.sleep(2**attempt)
    raise TimeoutError


def test_ok(together):
    assert together(retry, retry) == ["ok", "ok"]
