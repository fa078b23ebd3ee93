"""A daemon waits for ever with a lock held that the main thread may need too."""
# expect: race

import threading

lock, never = threading.Lock(), threading.Event()


def guard():
    with lock:
        never.wait()


def test_ends():
    threading.Thread(target=guard, daemon=True).start()
    assert lock.acquire(timeout=1)
