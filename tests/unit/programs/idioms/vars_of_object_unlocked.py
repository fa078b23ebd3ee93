"""An attribute is changed as such and by `vars`."""
# expect: race


class Account:
    def __init__(self):
        self.balance = 0


account = Account()


def one():
    account.balance += 1


def other():
    names = vars(account)
    names.update(balance=names.get("balance") + 1)


def test_both(together):
    together(one, other)
    assert account.balance == 2
