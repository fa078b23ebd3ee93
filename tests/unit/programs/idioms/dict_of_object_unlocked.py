"""An attribute is changed as such and as an item of `__dict__`."""
# expect: race


class Account:
    def __init__(self):
        self.balance = 0


account = Account()


def one():
    account.balance += 1


def other():
    account.__dict__["balance"] += 1


def test_both(together):
    together(one, other)
    assert account.balance == 2
