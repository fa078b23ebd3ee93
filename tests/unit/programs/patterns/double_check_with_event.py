"""The first claims the work by one `pop`, the others wait for its event and read the result."""
# expect: passed

import threading

claim, ready, result = ["claim"], threading.Event(), []


def get():
    try:
        claim.pop()
    except IndexError:
        ready.wait()
    else:
        result.append(object())
        ready.set()
    return result[0]


def test_same(together):
    first, second = together(get, get)
    assert first is second
    assert len(result) == 1
