"""A daemon waits for ever with a lock held that nobody else needs."""
# expect: passed

import threading

own, never = threading.Lock(), threading.Event()


def guard():
    with own:
        never.wait()


def test_ends():
    threading.Thread(target=guard, daemon=True).start()
