"""Double-checked, then the global is read once more: it may have been cleared."""
# expect: race

import threading

lock, instance = threading.Lock(), None


def get():
    global instance
    if instance is None:
        with lock:
            if instance is None:
                instance = object()
    return instance


def clear():
    global instance
    with lock:
        instance = None


def test_never_none(together):
    assert together(get, clear)[0] is not None
