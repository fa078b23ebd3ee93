"""`__exit__` releases only where there was no error."""
# expect: deadlock

import threading


class Guarded:
    def __init__(self, value):
        self.__value, self.__lock = value, threading.Lock()

    def __enter__(self):
        self.__lock.acquire()
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            self.__lock.release()
        return True

    def change(self, by):
        self.__value = self.__value + by
        return self.__value


def test_changes(together):
    guarded = Guarded(0)

    def work(by):
        with guarded as value:
            value.change(by if by == 1 else "x")

    together(lambda: work(1), lambda: work(2))
    with guarded:
        assert guarded.change(0) == 3
