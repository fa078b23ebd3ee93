"""The excepthook counts failures under a lock; both threads fail."""
# expect: passed

import threading

lock, failures = threading.Lock(), 0


def hook(args):
    global failures
    with lock:
        failures += 1


def fail():
    raise LookupError


def test_counted():
    threading.excepthook = hook
    threads = [threading.Thread(target=fail) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == 2
