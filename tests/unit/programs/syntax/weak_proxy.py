"""An attribute is changed through `weakref.proxy`."""
# expect: race

import weakref


class Account:
    balance = 0


def test_both(together):
    account = Account()
    proxy = weakref.proxy(account)

    def add():
        proxy.balance += 1

    together(add, add)
    assert account.balance == 2
