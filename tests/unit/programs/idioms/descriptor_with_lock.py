"""A descriptor keeps its values in the instance, and changes them under a lock."""
# expect: passed

import threading


class Locked:
    def __set_name__(self, owner, name):
        self.name, self.lock = "_" + name, threading.Lock()

    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj, self.name, 0)

    def __set__(self, obj, value):
        setattr(obj, self.name, value)

    def add(self, obj, by):
        with self.lock:
            self.__set__(obj, self.__get__(obj) + by)


class Account:
    balance = Locked()


def test_added(together):
    account = Account()
    together(lambda: Account.balance.add(account, 1), lambda: Account.balance.add(account, 2))
    assert account.balance == 3
