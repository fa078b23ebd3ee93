"""A descriptor locks each get and each set, and `+=` is one of each."""
# expect: race

import threading


class Locked:
    def __set_name__(self, owner, name):
        self.name, self.lock = "_" + name, threading.Lock()

    def __get__(self, obj, owner=None):
        with self.lock:
            return getattr(obj, self.name, 0)

    def __set__(self, obj, value):
        with self.lock:
            setattr(obj, self.name, value)


class Account:
    balance = Locked()


def test_added(together):
    account = Account()

    def add(by):
        account.balance += by

    together(lambda: add(1), lambda: add(2))
    assert account.balance == 3
