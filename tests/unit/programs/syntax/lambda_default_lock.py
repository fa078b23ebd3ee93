"""A lambda keeps its lock and its box as defaults."""
# expect: passed

import threading

add = lambda box=[0], lock=threading.Lock(): [lock.acquire(), box.__setitem__(0, box[0] + 1), lock.release(), box][-1]


def test_counted(together):
    together(add, add)
    assert add() == [3]
