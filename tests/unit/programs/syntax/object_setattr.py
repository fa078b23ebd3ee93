"""`object.__setattr__` and `object.__getattribute__` are two steps."""
# expect: race

class Account:
    balance = 0


def test_both(together):
    account = Account()

    def add():
        object.__setattr__(account, "balance", object.__getattribute__(account, "balance") + 1)

    together(add, add)
    assert account.balance == 2
