"""Who finds the lock taken does something else, and that is all right."""
# expect: passed

import threading

lock = threading.Lock()
flushed = []


def flush(me):
    if not lock.acquire(blocking=False):
        return "skipped"
    try:
        flushed.append(me)
        return "flushed"
    finally:
        lock.release()


def test_at_least_one(together):
    results = together(lambda: flush(1), lambda: flush(2))
    assert "flushed" in results
    assert len(flushed) == results.count("flushed")
