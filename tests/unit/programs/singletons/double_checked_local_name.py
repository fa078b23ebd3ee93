"""Double-checked with a local name: what was seen is what is returned, whoever clears it later."""
# expect: passed

import threading

lock, instance = threading.Lock(), None


def get():
    global instance
    seen = instance
    if seen is None:
        with lock:
            seen = instance
            if seen is None:
                seen = instance = object()
    return seen


def clear():
    global instance
    with lock:
        instance = None


def test_never_none(together):
    first, _, second = together(get, clear, get)
    assert first is not None
    assert second is not None
