"""The excepthook runs in the thread that failed, and counts without a lock."""
# expect: race

import threading

failures = 0


def hook(args):
    global failures
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
