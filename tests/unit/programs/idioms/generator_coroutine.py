"""Two tasks written as generators are taken in turn by one scheduler thread."""
# expect: passed

import threading
from collections import deque

log = []


def task(name):
    for n in range(2):
        log.append((name, n))
        yield


def scheduler(ready):
    while ready:
        current = ready.popleft()
        try:
            next(current)
        except StopIteration:
            continue
        ready.append(current)


def test_taken_in_turn():
    thread = threading.Thread(target=scheduler, args=(deque([task("a"), task("b")]),))
    thread.start()
    thread.join()
    assert log == [("a", 0), ("b", 0), ("a", 1), ("b", 1)]
