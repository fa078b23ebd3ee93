"""`a.x = a.y = v` under the lock under which they are read."""
# expect: passed

import threading

lock = threading.Lock()


class Pair:
    x = y = 0


def test_equal(together):
    def move():
        with lock:
            Pair.x = Pair.y = 1

    def look():
        with lock:
            return Pair.x == Pair.y

    assert together(move, look)[1]
